package niangjia.network.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.RequestKinds;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.AddSeat;
import niangjia.network.tasks.ChangeSeat;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.GoOnDuty;
import niangjia.network.tasks.Guard;
import niangjia.network.tasks.LeaveSeat;
import niangjia.network.tasks.OpenTerm;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Terms and seats of a unit, and one's own seat. */
@Controller
class CommitteeController {

    private final Network network;
    private final ReadUnits units;
    private final Guard guard;
    private final OpenTerm openTerm;
    private final AddSeat addSeat;
    private final FillSeat fillSeat;
    private final LeaveSeat leaveSeat;
    private final GoOnDuty goOnDuty;
    private final ChangeSeat changeSeat;
    private final ObjectProvider<RequestKinds> kinds;
    private final OnlyOnce once;

    CommitteeController(
            Network network,
            ReadUnits units,
            Guard guard,
            OpenTerm openTerm,
            AddSeat addSeat,
            FillSeat fillSeat,
            LeaveSeat leaveSeat,
            GoOnDuty goOnDuty,
            ChangeSeat changeSeat,
            ObjectProvider<RequestKinds> kinds,
            OnlyOnce once) {
        this.network = network;
        this.units = units;
        this.guard = guard;
        this.openTerm = openTerm;
        this.addSeat = addSeat;
        this.fillSeat = fillSeat;
        this.leaveSeat = leaveSeat;
        this.goOnDuty = goOnDuty;
        this.changeSeat = changeSeat;
        this.kinds = kinds;
        this.once = once;
    }

    @GetMapping("/committee")
    Answer own(Acting acting) {
        return new GoTo("/network/" + acting.scope().unit() + "/committee");
    }

    @GetMapping("/network/{unit}/committee")
    Answer committee(Acting acting, @PathVariable UUID unit, Look look) {
        return page(acting, new UnitId(unit), look, Map.of(), null, null);
    }

    /** One form, one verb: {@code act} names what she does. */
    @PostMapping("/network/{unit}/committee")
    Answer change(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam(required = false) @Nullable UUID seat,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        Place place = guard.seen(who, id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "term" ->
                                    openTerm.of(
                                            who,
                                            id,
                                            day(typed),
                                            number(typed, "committee"),
                                            number(typed, "vice"));
                            case "add" ->
                                    addSeat.to(
                                            who,
                                            id,
                                            typed.getOrDefault("post", ""),
                                            typed.getOrDefault("engagement", ""));
                            case "fill" -> fill(who, of(place, seat), typed);
                            case "leave" -> leaveSeat.on(who, of(place, seat), day(typed));
                            case "on-duty" -> goOnDuty.from(who, of(place, seat));
                            case "away" -> goOnDuty.away(who, of(place, seat), until(typed));
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/committee");
        } catch (Refused refused) {
            return Shown.wrong(page(acting, id, look, typed, seat, refused));
        }
    }

    private void fill(Scope.Branch who, SeatId seat, Map<String, String> typed) {
        String by = typed.getOrDefault("by", "");
        boolean onDuty = typed.containsKey("duty");
        String again = typed.getOrDefault("again", "");
        if (again.isEmpty()) {
            fillSeat.with(who, seat, typed.getOrDefault("name", ""), by, day(typed), onDuty);
            return;
        }
        PersonId holder;
        try {
            holder = PersonId.of(again);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("name", "network.refused.choice");
        }
        fillSeat.again(who, seat, holder, by, day(typed), onDuty);
    }

    /** A seat of this unit, so that the address says where something happens. */
    private SeatId of(Place place, @Nullable UUID seat) {
        if (seat == null
                || units.seats(Scope.everyone(), place.id()).stream()
                        .noneMatch(s -> s.id().equals(seat))) {
            throw new NoSuchUnit();
        }
        return new SeatId(seat);
    }

    private CommitteePage page(
            Acting acting,
            UnitId id,
            Look look,
            Map<String, String> typed,
            @Nullable UUID at,
            @Nullable Refused refused) {
        Place place = guard.seen(acting.scope(), id);
        return new CommitteePage(
                place,
                network.path(place),
                units.terms(acting.scope(), id),
                units.seats(acting.scope(), id),
                units.former(acting.scope(), id),
                units.before(acting.scope(), id),
                words(),
                look.today(),
                new HashMap<>(typed),
                at,
                Mistake.of(refused));
    }

    @GetMapping("/my-seat")
    Answer mySeat(Acting acting, Look look) {
        return mine(acting, look, null, null, "", null);
    }

    @PostMapping("/my-seat")
    Answer mySeat(
            Acting acting,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String skills,
            @RequestParam(defaultValue = "") List<String> takes,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "on-duty" -> goOnDuty.from(who, who.seat());
                            case "away" -> goOnDuty.away(who, who.seat(), until(typed));
                            case "change" -> changeSeat.to(who, who.seat(), skills, takes);
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/my-seat");
        } catch (Refused refused) {
            boolean changing = act.equals("change");
            return Shown.wrong(
                    mine(
                            acting,
                            look,
                            changing ? skills : null,
                            changing ? takes : null,
                            typed.getOrDefault("until", ""),
                            refused));
        }
    }

    private MySeatPage mine(
            Acting acting,
            Look look,
            @Nullable String skills,
            @Nullable List<String> takes,
            String until,
            @Nullable Refused refused) {
        Place place = network.place(acting.scope().unit()).orElseThrow(NoSuchUnit::new);
        ReadUnits.Seat seat = units.mine(acting.scope()).orElseThrow(NoSuchUnit::new);
        return new MySeatPage(
                place,
                network.path(place),
                seat,
                words(),
                skills == null ? seat.skills() : skills,
                takes == null ? seat.takes() : takes,
                until,
                look.today(),
                Mistake.of(refused));
    }

    private List<String> words() {
        return kinds.orderedStream().flatMap(k -> k.words().stream()).toList();
    }

    static LocalDate day(Map<String, String> typed) {
        try {
            return LocalDate.parse(typed.getOrDefault("day", ""));
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("day", "network.refused.day");
        }
    }

    private static @Nullable LocalDate until(Map<String, String> typed) {
        String until = typed.getOrDefault("until", "");
        try {
            return until.isEmpty() ? null : LocalDate.parse(until);
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("until", "network.seat.until");
        }
    }

    static int number(Map<String, String> typed, String field) {
        try {
            return Integer.parseInt(typed.getOrDefault(field, "").strip());
        } catch (NumberFormatException nonsense) {
            throw Refused.field(field, "network.refused.number");
        }
    }
}
