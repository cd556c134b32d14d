package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

    /** All seats of who stands there. */
    private static final String SEATS = ACTOR + ".seats";

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
        List<SeatHeld> seats = network.seatsOf(person);
        request.setAttribute(SEATS, seats);
        return chosen(staff, person, seats)
                .map(held -> new Actor(held, staff.demonstration(), staff.proved()));
    }

    private Optional<SeatHeld> chosen(Staff staff, PersonId person, List<SeatHeld> seats) {
        if (staff.seat() == null) {
            return seats.stream().findFirst();
        }
        SeatId wished = new SeatId(staff.seat());
        return seats.stream()
                .filter(held -> held.seat().equals(wished))
                .findFirst()
                .or(() -> network.seat(wished).filter(held -> held.holder().equals(person)))
                .or(() -> seats.stream().findFirst());
    }

    private static List<SeatHeld> seats(HttpServletRequest request) {
        return request.getAttribute(SEATS) instanceof List<?> seats
                ? seats.stream().map(SeatHeld.class::cast).toList()
                : List.of();
    }

    @Override
    public @Nullable SignedIn of(HttpServletRequest request) {
        return actor(request)
                .map(actor ->
                        new SignedIn(
                                actor.seat().knownAs(),
                                "network.post." + actor.seat().post(),
                                actor.seat().place().name(),
                                seats(request).stream()
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
