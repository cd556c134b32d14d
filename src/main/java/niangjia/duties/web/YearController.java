package niangjia.duties.web;

import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.duties.queries.ReadYear;
import niangjia.duties.tasks.MayDo;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.GoTo;
import niangjia.site.Look;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The duty report of a seat (述职) and a federation's year: derived, for reading and for print. */
@Controller
class YearController {

    private static final int FIRST = 2018;

    private final ReadYear read;
    private final MayDo may;
    private final Network network;
    private final Sums sums;

    YearController(ReadYear read, MayDo may, Network network, Sums sums) {
        this.read = read;
        this.may = may;
        this.network = network;
        this.sums = sums;
    }

    @GetMapping("/duties/report")
    Answer own(Actor actor, Look look, @RequestParam(defaultValue = "") String year) {
        return report(actor.seat(), actor.scope(), look, year);
    }

    /** Another's is read by who leads her place or one above. */
    @GetMapping("/duties/report/{seat}")
    Answer of(
            Actor actor,
            Look look,
            @PathVariable UUID seat,
            @RequestParam(defaultValue = "") String year) {
        SeatHeld held = network.seat(new SeatId(seat)).orElseThrow(NotHere::new);
        if (!held.seat().equals(actor.seat().seat()) && !may.leadsAt(actor.seat(), held.place())) {
            throw new NotHere();
        }
        return report(held, actor.scope(), look, year);
    }

    private ReportPage report(SeatHeld held, Scope.Branch who, Look look, String typed) {
        int year = year(look, typed);
        return new ReportPage(
                network.path(held.place()),
                held,
                year,
                look.today(),
                read.holders(who, held.seat(), year),
                read.of(who, held.seat(), year),
                read.done(who, held.seat(), year),
                read.parts(who, held.seat(), year),
                read.steps(who, held.seat(), year));
    }

    @GetMapping("/duties/year")
    Answer ownYear(Actor actor) {
        return new GoTo("/duties/year/" + actor.seat().place().id());
    }

    @GetMapping("/duties/year/{unit}")
    Answer year(
            Actor actor,
            Look look,
            @PathVariable UUID unit,
            @RequestParam(defaultValue = "") String year) {
        Place place = may.see(actor.seat(), new UnitId(unit));
        int of = year(look, year);
        Map<String, Long> kept = sums.of(place.id());
        return new YearPage(
                network.path(place),
                place,
                of,
                look.today(),
                // As contact keeps it: counted with the visit, in one transaction.
                kept.getOrDefault("contact.visit." + of, 0L),
                kept.getOrDefault("duties.done." + of, 0L),
                kept.getOrDefault("duties.projects." + of, 0L),
                read.requests(actor.scope(), place.id(), of),
                read.ended(actor.scope(), place.id(), of));
    }

    /** A year that makes no sense is this one. */
    private static int year(Look look, String typed) {
        int now = look.today().getYear();
        int year = typed.matches("[0-9]{4}") ? Integer.parseInt(typed) : now;
        return year < FIRST || year > now ? now : year;
    }
}
