package niangjia.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.network.AtBlindSpot;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.UnitFacts;
import niangjia.network.WallAddress;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.WholeAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The walk from the nation down to a village, for everyone. */
@Controller
class NetController {

    private static final int ROWS = 50;
    private static final int FOUND = 12;

    private final Network network;
    private final ReadUnits units;
    private final Sums sums;
    private final List<UnitFacts> facts;
    private final ObjectProvider<AtBlindSpot> actions;

    NetController(
            Network network,
            ReadUnits units,
            Sums sums,
            List<UnitFacts> facts,
            ObjectProvider<AtBlindSpot> actions) {
        this.network = network;
        this.units = units;
        this.sums = sums;
        this.facts = facts;
        this.actions = actions;
    }

    @GetMapping("/network")
    Answer nation(
            Look look,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String q) {
        return page(network.nation().id(), look, request, on, after, q);
    }

    @GetMapping("/network/{unit:[0-9a-fA-F-]{36}}")
    Answer unit(
            @PathVariable UUID unit,
            Look look,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String after) {
        return page(new UnitId(unit), look, request, on, after, "");
    }

    private Answer page(
            UnitId id, Look look, HttpServletRequest request, String on, String after, String q) {
        Scope scope = Scope.everyone();
        LocalDate day = day(on, look.today());
        boolean past = !day.equals(look.today());
        ReadUnits.Version unit = units.on(scope, id, day).orElseThrow(NoSuchUnit::new);
        Place place = network.place(id).orElseThrow(NoSuchUnit::new);
        if (!unit.shown() && place.parent() != null) {
            // What is only walked through is never shown: the place above lists what is below it.
            return new GoTo("/network/" + place.parent());
        }
        List<ReadUnits.Below> tiles = units.tiles(scope, id, day);
        List<ReadUnits.Below> below =
                after.isEmpty() && tiles.size() <= ROWS
                        ? tiles
                        : units.below(scope, id, day, new Page(after, ROWS + 1));
        boolean more = below.size() > ROWS;
        List<ReadUnits.Below> shown = more ? below.subList(0, ROWS) : below;
        List<ReadUnits.Kind> kinds = units.kinds(scope);
        ReadUnits.Told told = units.told(scope, id);
        return new UnitPage(
                unit,
                past ? units.pathOn(scope, id, day) : above(place),
                day,
                past,
                byCode(kinds),
                told.founded()
                        ? units.act(scope, id)
                                .filter(a -> !a.approvedOn().isAfter(day))
                                .orElse(null)
                        : null,
                past ? units.seatsOn(scope, id, day) : units.seats(scope, id),
                told.heldBefore() && !past ? units.before(scope, id) : List.of(),
                told.was() ? units.past(scope, id) : List.of(),
                told.succeeded() ? units.successors(scope, id) : List.of(),
                told.covers() ? units.covered(scope, id, day) : List.of(),
                told.covered() ? units.coveredBy(scope, id, day) : List.of(),
                past
                        ? List.of()
                        : facts.stream().flatMap(f -> f.of(scope, place).stream()).toList(),
                Tally.of(sums.of(id), kinds),
                past || tiles.size() > ReadUnits.TILES ? List.of() : tiles,
                shown,
                !after.isEmpty(),
                more ? shown.getLast().id().toString() : null,
                q.strip(),
                q.isBlank() ? List.of() : network.find(q, FOUND),
                WholeAddress.of(request, WallAddress.of(id)));
    }

    /** As of today the tree's positions tell it in one step. */
    private List<ReadUnits.Named> above(Place place) {
        return network.path(place).stream()
                .map(p -> new ReadUnits.Named(p.id().value(), p.name()))
                .toList();
    }

    @GetMapping("/network/{unit}/wall")
    Answer wall(@PathVariable UUID unit, Look look, HttpServletRequest request) {
        UnitId id = new UnitId(unit);
        ReadUnits.Version version =
                units.on(Scope.everyone(), id, look.today())
                        .filter(v -> v.there() && v.shown())
                        .orElseThrow(NoSuchUnit::new);
        return new WallPage(version, WholeAddress.of(request, WallAddress.of(id)));
    }

    /** The blind spots below whoever acts from a seat. */
    @GetMapping("/blind-spots")
    Answer ownBlindSpots(Acting acting) {
        return new GoTo("/network/" + acting.scope().unit() + "/blind-spots");
    }

    @GetMapping("/network/{unit}/blind-spots")
    Answer blindSpots(
            @PathVariable UUID unit,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String after) {
        Place place =
                network.place(new UnitId(unit)).filter(Place::shown).orElseThrow(NoSuchUnit::new);
        String missing = BlindPage.MISSING.contains(only) ? only : "";
        List<ReadUnits.Blind> blind =
                units.blind(
                        Scope.everyone(),
                        place.position(),
                        place.last(),
                        missing,
                        new Page(after, ROWS + 1));
        boolean more = blind.size() > ROWS;
        List<ReadUnits.Blind> shown = more ? blind.subList(0, ROWS) : blind;
        List<ReadUnits.Kind> kinds = units.kinds(Scope.everyone());
        return new BlindPage(
                place,
                network.path(place),
                Tally.of(sums.of(place.id()), kinds),
                missing,
                shown,
                byCode(kinds),
                more ? String.valueOf(shown.getLast().position()) : null,
                actions.orderedStream().toList());
    }

    private static Map<String, ReadUnits.Kind> byCode(List<ReadUnits.Kind> kinds) {
        return kinds.stream().collect(Collectors.toMap(ReadUnits.Kind::code, Function.identity()));
    }

    /** A day that makes no sense is today. */
    static LocalDate day(String on, LocalDate today) {
        try {
            LocalDate day = on.isEmpty() ? today : LocalDate.parse(on);
            return day.isAfter(today) || day.getYear() < 1949 ? today : day;
        } catch (DateTimeParseException nonsense) {
            return today;
        }
    }
}
