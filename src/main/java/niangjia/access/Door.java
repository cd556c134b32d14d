package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.shared.PersonId;
import niangjia.shared.SeatId;
import niangjia.site.Acting;
import niangjia.site.WhoActs;
import niangjia.site.WhoIsLooking;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who stands behind a request: the seat is looked up afresh each time, so that who left it acts no
 * more.
 */
@Component
class Door implements WhoIsLooking, WhoActs {

    private static final String ACTOR = Door.class.getName();

    private final Network network;
    private final Demonstrators demonstrators;

    Door(Network network, Demonstrators demonstrators) {
        this.network = network;
        this.demonstrators = demonstrators;
    }

    Optional<Actor> actor(HttpServletRequest request) {
        if (request.getAttribute(ACTOR) instanceof Optional<?> known) {
            return known.map(Actor.class::cast);
        }
        Optional<Actor> actor = staff().flatMap(staff -> seated(staff, request));
        request.setAttribute(ACTOR, actor);
        return actor;
    }

    /** Who is in, also after her last seat went to somebody else. */
    Optional<Known> known(HttpServletRequest request) {
        return staff().filter(staff ->
                        staff.known() && (!staff.demonstration() || demonstrators.welcome(request)))
                .map(staff ->
                        new Known(
                                new PersonId(staff.person()),
                                actor(request).map(Actor::seat).orElse(null),
                                staff.demonstration(),
                                staff.proved()));
    }

    @Override
    public @Nullable Acting acting(HttpServletRequest request) {
        return actor(request).map(actor -> new Acting(actor.scope())).orElse(null);
    }

    static Optional<Staff> staff() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.getPrincipal() instanceof Staff staff
                ? Optional.of(staff)
                : Optional.empty();
    }

    private Optional<Actor> seated(Staff staff, HttpServletRequest request) {
        if (!staff.known() || staff.demonstration() && !demonstrators.welcome(request)) {
            return Optional.empty();
        }
        PersonId person = new PersonId(staff.person());
        Optional<SeatHeld> seat =
                staff.seat() == null
                        ? Optional.empty()
                        : network.seat(new SeatId(staff.seat()))
                                .filter(held -> held.holder().equals(person));
        return seat.or(() -> network.seatsOf(person).stream().findFirst())
                .map(held -> new Actor(held, staff.demonstration(), staff.proved()));
    }

    @Override
    public @Nullable SignedIn of(HttpServletRequest request) {
        return actor(request)
                .map(actor ->
                        new SignedIn(
                                actor.seat().knownAs(),
                                "network.post." + actor.seat().post(),
                                actor.seat().place().name(),
                                network.seatsOf(actor.seat().holder()).stream()
                                        .filter(s -> !s.seat().equals(actor.seat().seat()))
                                        .map(s ->
                                                new OtherSeat(
                                                        s.seat(),
                                                        "network.post." + s.post(),
                                                        s.place().name()))
                                        .toList()))
                .orElse(null);
    }
}
