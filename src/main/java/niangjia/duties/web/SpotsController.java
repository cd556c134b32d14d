package niangjia.duties.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.duties.model.FoundingStep;
import niangjia.duties.queries.ReadProjects;
import niangjia.duties.tasks.MayDo;
import niangjia.duties.tasks.OfferWork;
import niangjia.duties.tasks.Plans;
import niangjia.duties.tasks.Spots;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** From a blind spot to an offer, or to a plan for founding a federation there. */
@Controller
class SpotsController {

    private final ReadProjects read;
    private final Spots spots;
    private final OfferWork offerWork;
    private final Plans plans;
    private final MayDo may;
    private final Network network;
    private final Once once;

    SpotsController(
            ReadProjects read,
            Spots spots,
            OfferWork offerWork,
            Plans plans,
            MayDo may,
            Network network,
            Once once) {
        this.read = read;
        this.spots = spots;
        this.offerWork = offerWork;
        this.plans = plans;
        this.may = may;
        this.network = network;
        this.once = once;
    }

    @GetMapping("/duties/spots/{unit}")
    Answer spot(Actor actor, @PathVariable UUID unit) {
        return spot(actor.seat(), new UnitId(unit), Form.NONE);
    }

    @PostMapping("/duties/spots/{unit}")
    Answer act(
            Actor actor,
            @PathVariable UUID unit,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        var spot = new UnitId(unit);
        may.see(me, spot);
        try {
            String next =
                    once.run(
                            token.orRefuse(),
                            () ->
                                    switch (act) {
                                        case "offer" ->
                                                "/duties/work/"
                                                        + offerWork.spot(me, spot, to(me, spot));
                                        case "plan" ->
                                                "/duties/plans/"
                                                        + plans.begin(
                                                                me,
                                                                spot,
                                                                typed.containsKey("converted"));
                                        default -> throw new NotHere();
                                    });
            return new GoTo(next);
        } catch (Refused refused) {
            return Shown.wrong(spot(me, spot, new Form(act, typed, refused)));
        }
    }

    /** The nearest federation in her branch, or her own. */
    private UnitId to(SeatHeld me, UnitId spot) {
        Place place = may.see(me, spot);
        return spots.nearest(place)
                .filter(nearest -> me.branch().covers(nearest.position()))
                .map(Place::id)
                .orElse(me.place().id());
    }

    private SpotPage spot(SeatHeld me, UnitId unit, Form form) {
        Place place = may.see(me, unit);
        return new SpotPage(
                network.path(place),
                place,
                read.missing(me.branch(), place).orElse(null),
                spots.nearest(place).orElse(null),
                read.workFor(me.branch(), place).orElse(null),
                read.planFor(me.branch(), place).orElse(null),
                may.leadsAt(me, place) && !place.id().equals(me.place().id()),
                form);
    }

    /** The founding plans of one's own federation. */
    @GetMapping("/duties/plans")
    Answer list(Actor actor) {
        Place place = actor.seat().place();
        return new PlansPage(network.path(place), place, read.plans(actor.scope(), place.id()));
    }

    @GetMapping("/duties/plans/{id}")
    Answer plan(Actor actor, Look look, @PathVariable UUID id) {
        return plan(actor.seat(), look, id, Form.NONE);
    }

    @PostMapping("/duties/plans/{id}")
    Answer change(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        String step = Form.word(typed, "step");
        plan(me, look, id, Form.NONE);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "entrust" -> {
                                UUID seat = Form.id(typed, "seat");
                                plans.entrust(
                                        me,
                                        id,
                                        step(step),
                                        seat == null ? null : new SeatId(seat),
                                        Form.day(typed, "due"));
                            }
                            case "done" ->
                                    plans.done(me, id, step(step), day(typed), brought(typed));
                            case "give-up" -> plans.giveUp(me, id);
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo("/duties/plans/" + id);
        } catch (Refused refused) {
            String of = act.equals("give-up") ? act : act + "-" + step;
            return Shown.wrong(plan(me, look, id, new Form(of, typed, refused)));
        }
    }

    private static FoundingStep step(String typed) {
        try {
            return FoundingStep.valueOf(typed);
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
    }

    private static LocalDate day(Map<String, String> typed) {
        LocalDate day = Form.day(typed, "day");
        if (day == null) {
            throw Refused.field("day", "network.refused.day");
        }
        return day;
    }

    private static Plans.Brought brought(Map<String, String> typed) {
        return new Plans.Brought(
                Form.number(typed, "delegates"),
                Form.number(typed, "candidates"),
                Form.number(typed, "elected"),
                Form.number(typed, "ballots"),
                Form.number(typed, "vices"),
                Form.word(typed, "approval"));
    }

    /** Seen by who leads a place above or in it, and by those to whom a step is entrusted. */
    private PlanPage plan(SeatHeld me, Look look, UUID id, Form form) {
        ReadProjects.Plan plan = read.plan(me.branch(), id).orElseThrow(NotHere::new);
        List<ReadProjects.PlanStep> steps = read.planSteps(me.branch(), plan);
        Place by = network.place(new UnitId(plan.byUnit())).orElseThrow(NotHere::new);
        boolean entrusted = steps.stream().anyMatch(step -> me.seat().value().equals(step.seat()));
        if (!entrusted && !me.branch().covers(by.position())) {
            throw new NotHere();
        }
        boolean leads = may.leadsAt(me, by);
        return new PlanPage(
                network.path(by),
                plan,
                steps,
                me,
                leads,
                leads && !plan.over()
                        ? Stream.concat(
                                        network.people(by.id()).stream(),
                                        network.people(new UnitId(plan.spot())).stream())
                                .toList()
                        : List.of(),
                look.today(),
                form);
    }
}
