package niangjia.contact.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadPoints;
import niangjia.contact.tasks.ContactPoints;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.Visits;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Points of contact: kept on the workbench, shown to everyone. */
@Controller
class PointsController {

    private static final int MOST = 100;

    private final ReadPoints readPoints;
    private final ContactPoints points;
    private final Households households;
    private final Visits visits;
    private final Network network;
    private final Once once;
    private final Clock clock;

    PointsController(
            ReadPoints readPoints,
            ContactPoints points,
            Households households,
            Visits visits,
            Network network,
            Once once,
            Clock clock) {
        this.readPoints = readPoints;
        this.points = points;
        this.households = households;
        this.visits = visits;
        this.network = network;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/network/{unit}/contact-points")
    Answer open(@PathVariable UUID unit) {
        Place place = network.place(new UnitId(unit)).orElseThrow(NotHere::new);
        return new PublicPointsPage(
                place, network.path(place), readPoints.of(Scope.everyone(), place.id(), MOST));
    }

    @GetMapping("/contact/points")
    Answer points(Actor actor) {
        return page(actor, Map.of(), null);
    }

    private PointsPage page(Actor actor, Map<String, String> typed, @Nullable Refused refused) {
        boolean leads = HandOver.leads(actor.seat());
        List<Place> places = new ArrayList<>();
        if (leads) {
            places.add(actor.seat().place());
            places.addAll(network.below(actor.seat().place()));
        }
        return new PointsPage(
                network.path(actor.seat().place()),
                readPoints.kept(actor.scope(), MOST),
                places,
                leads ? households.takers(actor.scope()) : List.of(),
                typed,
                refused);
    }

    @PostMapping("/contact/points")
    Answer begin(Actor actor, FormToken token, @RequestParam Map<String, String> typed) {
        try {
            String made =
                    once.run(
                            token.orRefuse(),
                            () -> points.open(actor.seat(), unit(typed), told(typed)).toString());
            return new GoTo("/contact/points/" + made);
        } catch (Refused refused) {
            return Shown.wrong(page(actor, typed, refused));
        }
    }

    @GetMapping("/contact/points/{id}")
    Answer one(Actor actor, @PathVariable UUID id) {
        return one(actor, id, Map.of(), null);
    }

    private PointPage one(
            Actor actor, UUID id, Map<String, String> typed, @Nullable Refused refused) {
        ReadPoints.Point point = hers(actor, id);
        boolean leads = HandOver.leads(actor.seat());
        return new PointPage(
                network.path(actor.seat().place()),
                point,
                leads,
                leads ? households.takers(actor.scope()) : List.of(),
                typed,
                refused);
    }

    @PostMapping("/contact/points/{id}")
    Answer act(
            Actor actor,
            FormToken token,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        ReadPoints.Point point = hers(actor, id);
        try {
            UUID sent = token.orRefuse();
            once.run(
                    sent,
                    () -> {
                        switch (act) {
                            case "change" -> points.change(actor.seat(), id, told(typed));
                            case "close" -> points.close(actor.seat(), id);
                            case "visit" ->
                                    visits.atPoint(
                                            actor.seat(),
                                            point.province(),
                                            id,
                                            sent,
                                            clock.instant(),
                                            typed.getOrDefault("words", ""));
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(act.equals("close") ? "/contact/points" : "/contact/points/" + id);
        } catch (Refused refused) {
            return Shown.wrong(one(actor, id, typed, refused));
        }
    }

    /** Kept by her federation, standing in her unit, or in her branch. */
    private ReadPoints.Point hers(Actor actor, UUID id) {
        return readPoints
                .one(actor.scope(), id)
                .filter(point ->
                        point.above().equals(actor.scope().unit()) || covers(actor, point.unit()))
                .orElseThrow(NotHere::new);
    }

    private boolean covers(Actor actor, UnitId unit) {
        return network.place(unit)
                .filter(place -> actor.scope().covers(place.position()))
                .isPresent();
    }

    private static ContactPoints.Told told(Map<String, String> typed) {
        String keeper = typed.getOrDefault("keeper", "");
        try {
            return new ContactPoints.Told(
                    typed.getOrDefault("kind", ""),
                    typed.getOrDefault("name", ""),
                    typed.getOrDefault("whereabouts", ""),
                    typed.getOrDefault("hours", ""),
                    typed.getOrDefault("offers", ""),
                    keeper.isEmpty() ? null : SeatId.of(keeper));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("keeper", "contact.point.keeper");
        }
    }

    private static UnitId unit(Map<String, String> typed) {
        try {
            return UnitId.of(typed.getOrDefault("place", ""));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("place", "contact.point.place");
        }
    }
}
