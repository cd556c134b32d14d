package niangjia.duties.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.duties.model.Rule;
import niangjia.duties.model.Work;
import niangjia.duties.queries.ReadWork;
import niangjia.duties.tasks.MayDo;
import niangjia.duties.tasks.OfferWork;
import niangjia.duties.tasks.WorkOn;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.records.Entry.Door;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Offers and claims. */
@Controller
class WorkController {

    private static final int ROWS = 30;

    private final ReadWork work;
    private final WorkOn workOn;
    private final OfferWork offerWork;
    private final MayDo may;
    private final Network network;
    private final Sums sums;
    private final Once once;

    WorkController(
            ReadWork work,
            WorkOn workOn,
            OfferWork offerWork,
            MayDo may,
            Network network,
            Sums sums,
            Once once) {
        this.work = work;
        this.workOn = workOn;
        this.offerWork = offerWork;
        this.may = may;
        this.network = network;
        this.sums = sums;
        this.once = once;
    }

    @GetMapping("/duties")
    Answer mine(Actor actor, @RequestParam(defaultValue = "") String after) {
        List<ReadWork.Line> offers = work.offers(actor.scope(), new Page(after, ROWS + 1));
        boolean more = offers.size() > ROWS;
        return new DutiesPage(
                network.path(actor.seat().place()),
                actor.seat(),
                work.hers(actor.scope()),
                more ? offers.subList(0, ROWS) : offers,
                more ? offers.get(ROWS - 1).id().toString() : null,
                MayDo.leads(actor.seat()) ? work.offered(actor.scope()) : List.of());
    }

    /** What is asked of a unit, and numbers of it and all below it. */
    @GetMapping("/duties/at/{unit}")
    Answer at(Actor actor, @PathVariable UUID unit, @RequestParam(defaultValue = "") String after) {
        Place place = may.see(actor.seat(), new UnitId(unit));
        List<ReadWork.Line> lines = work.at(actor.scope(), place.id(), new Page(after, ROWS + 1));
        boolean more = lines.size() > ROWS;
        Map<String, Long> kept = sums.of(place.id());
        return new PlacePage(
                network.path(place),
                place,
                network.below(place),
                more ? lines.subList(0, ROWS) : lines,
                more ? lines.get(ROWS - 1).id().toString() : null,
                kept.getOrDefault("duties.open", 0L),
                kept.getOrDefault("duties.in-hand", 0L),
                may.leadsAt(actor.seat(), place));
    }

    @GetMapping("/duties/work/{id}")
    Answer open(Actor actor, @PathVariable UUID id) {
        return page(actor.seat(), id, Form.NONE);
    }

    /** One form, one verb. */
    @PostMapping("/duties/work/{id}")
    Answer act(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        String words = Form.word(typed, "words");
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "claim" ->
                                    workOn.claim(me, id, typed.containsKey("team"), Door.PAGE);
                            case "decline" -> workOn.decline(me, id, words);
                            case "leave" -> workOn.leave(me, id);
                            case "give" ->
                                    workOn.give(
                                            me,
                                            id,
                                            Form.id(typed, "from") == null
                                                    ? me.seat()
                                                    : Form.seat(typed, "from"),
                                            Form.seat(typed, "to"));
                            case "accept" -> workOn.accept(me, id);
                            case "not-me" -> workOn.refuseGiven(me, id);
                            case "result" -> workOn.tellResult(me, id, words);
                            case "confirm" -> workOn.confirm(me, id);
                            case "back" -> workOn.sendBack(me, id, words);
                            case "withdraw" -> workOn.withdraw(me, id);
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(act.equals("decline") ? "/duties" : "/duties/work/" + id);
        } catch (Refused refused) {
            return Shown.wrong(page(me, id, new Form(act, typed, refused)));
        }
    }

    @GetMapping("/duties/offer")
    Answer offer(Actor actor, Look look, @RequestParam(required = false) @Nullable UUID unit) {
        return offerPage(actor.seat(), look, unit, Form.NONE);
    }

    @PostMapping("/duties/offer")
    Answer offer(
            Actor actor,
            FormToken token,
            Look look,
            @RequestParam(required = false) @Nullable UUID unit,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        Place place = may.see(me, unit == null ? me.place().id() : new UnitId(unit));
        try {
            String made =
                    once.run(
                            token.orRefuse(),
                            () -> {
                                UUID only = Form.id(typed, "seat");
                                return offerWork
                                        .by(
                                                me,
                                                new OfferWork.Offer(
                                                        place.id(),
                                                        typed.containsKey("below"),
                                                        only == null ? null : new SeatId(only),
                                                        Form.word(typed, "words"),
                                                        Form.day(typed, "due")),
                                                Door.PAGE)
                                        .toString();
                            });
            return new GoTo("/duties/work/" + made);
        } catch (Refused refused) {
            return Shown.wrong(offerPage(me, look, unit, new Form("offer", typed, refused)));
        }
    }

    private OfferPage offerPage(SeatHeld me, Look look, @Nullable UUID unit, Form form) {
        Place place = may.see(me, unit == null ? me.place().id() : new UnitId(unit));
        return new OfferPage(
                network.path(place),
                place,
                network.below(place),
                network.people(place.id()),
                MayDo.leads(me),
                look.today(),
                form);
    }

    private WorkPage page(SeatHeld me, UUID id, Form form) {
        ReadWork.Whole whole = work.one(me.branch(), id).orElseThrow(NotHere::new);
        Place place = network.place(new UnitId(whole.line().place())).orElseThrow(NotHere::new);
        List<ReadWork.Hand> hands = work.hands(me.branch(), whole);
        boolean mine = hands.stream().anyMatch(hand -> hand.seat().equals(me.seat().value()));
        boolean asked = MayDo.asked(me, facts(whole, place), place);
        if (!mine && !asked && !me.branch().covers(place.position())) {
            throw new NotHere();
        }
        boolean answers =
                whole.byUnit() != null
                        && network.place(new UnitId(whole.byUnit()))
                                .filter(by -> may.leadsAt(me, by))
                                .isPresent();
        List<SeatHeld> colleagues =
                whole.line().stage().ended()
                        ? List.of()
                        : network.people(me.place().id()).stream()
                                .filter(SeatHeld::onDuty)
                                .filter(seat -> !seat.seat().equals(me.seat()))
                                .filter(seat -> MayDo.asked(seat, facts(whole, place), place))
                                .toList();
        return new WorkPage(
                network.path(me.place()),
                whole,
                hands,
                me,
                mine,
                asked,
                answers,
                may.leadsAt(me, place),
                answers ? work.declined(me.branch(), whole) : List.of(),
                colleagues,
                form);
    }

    private static Work.Facts facts(ReadWork.Whole whole, Place place) {
        return new Work.Facts(
                place.province(),
                whole.line().id(),
                whole.line().rule(),
                whole.line().fact(),
                place.id(),
                whole.below(),
                whole.only() == null ? null : new SeatId(whole.only()),
                whole.byUnit() == null ? null : new UnitId(whole.byUnit()));
    }

    /** Where what a rule looks at is opened. */
    static @Nullable String where(Rule rule, UUID fact) {
        return switch (rule) {
            case VISIT -> "/contact/" + fact;
            case REQUEST -> "/requests/" + fact;
            case BLIND_SPOT, ON_DUTY -> "/duties/spots/" + fact;
            case OFFERED -> null;
        };
    }
}
