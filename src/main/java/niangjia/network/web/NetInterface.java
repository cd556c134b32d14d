package niangjia.network.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.NoSuchUnit;
import niangjia.network.WorkingTime;
import niangjia.network.queries.ReadUnits;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The net for programs, in Popolo's words where it has them. */
@RestController
@RequestMapping("/api/v1/units")
class NetInterface {

    private static final int ROWS = 100;

    private final ReadUnits units;
    private final Clock clock;

    NetInterface(ReadUnits units, Clock clock) {
        this.units = units;
        this.clock = clock;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Identifier(String scheme, String identifier) {}

    /**
     * A seat.
     *
     * @param onDuty none of a past day: duty is not kept by day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Post(
            UUID id,
            String role,
            @JsonProperty("on_duty") @Nullable Boolean onDuty,
            @Nullable String holder) {}

    /**
     * A Popolo organization; {@code standing} and {@code answers} are ours.
     *
     * @param answers none of a past day: it is not kept by day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Organization(
            UUID id,
            String name,
            String classification,
            List<Identifier> identifiers,
            @JsonProperty("parent_id") @Nullable UUID parent,
            @JsonProperty("founding_date") @Nullable LocalDate foundedOn,
            @JsonProperty("dissolution_date") @Nullable LocalDate closedOn,
            String standing,
            @Nullable String answers,
            @Nullable String source,
            List<Post> posts) {}

    record Summary(
            UUID id,
            String name,
            String classification,
            List<Identifier> identifiers,
            String standing) {}

    /**
     * @param next the value of {@code after} for what follows; none at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summaries(List<Summary> units, @Nullable String next) {}

    @GetMapping("/{id}")
    Organization unit(@PathVariable UUID id, @RequestParam(defaultValue = "") String on) {
        Scope scope = Scope.everyone();
        LocalDate today = today();
        LocalDate day = NetController.day(on, today);
        ReadUnits.Version unit =
                units.on(scope, new UnitId(id), day)
                        .filter(v -> v.shown() && v.there())
                        .orElseThrow(NoSuchUnit::new);
        boolean past = !day.equals(today);
        List<ReadUnits.Seat> seats =
                past ? units.seatsOn(scope, unit.unit(), day) : units.seats(scope, unit.unit());
        return new Organization(
                unit.id(),
                unit.name(),
                unit.kind(),
                identifiers(unit.code()),
                unit.parent(),
                units.act(scope, unit.unit())
                        .map(ReadUnits.Act::approvedOn)
                        .filter(founded -> !founded.isAfter(day))
                        .orElse(null),
                unit.closedBy(day) ? unit.closedOn() : null,
                unit.standing().name(),
                past ? null : unit.answers(),
                unit.source(),
                seats.stream()
                        .map(s -> new Post(s.id(), s.post(), past ? null : s.onDuty(), s.knownAs()))
                        .toList());
    }

    @GetMapping("/{id}/below")
    Summaries below(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String on) {
        LocalDate day = NetController.day(on, today());
        UnitId unit = new UnitId(id);
        if (units.on(Scope.everyone(), unit, day).isEmpty()) {
            throw new NoSuchUnit();
        }
        List<ReadUnits.Below> rows =
                units.below(Scope.everyone(), unit, day, new Page(after, ROWS + 1));
        boolean more = rows.size() > ROWS;
        List<ReadUnits.Below> shown = more ? rows.subList(0, ROWS) : rows;
        return new Summaries(
                shown.stream()
                        .map(b ->
                                new Summary(
                                        b.id(),
                                        b.name(),
                                        b.kind(),
                                        identifiers(b.code()),
                                        b.standing().name()))
                        .toList(),
                more ? shown.getLast().id().toString() : null);
    }

    private static List<Identifier> identifiers(@Nullable String code) {
        return code == null ? List.of() : List.of(new Identifier("GB/T 2260", code));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
