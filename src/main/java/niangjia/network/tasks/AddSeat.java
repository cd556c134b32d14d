package niangjia.network.tasks;

import java.util.Set;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** One more seat, still empty: on the committee of the present term, or for a cadre beside it. */
@Component
public class AddSeat {

    private static final Set<String> POSTS =
            Set.of("CHAIR", "VICE_CHAIR", "EXECUTIVE_MEMBER", "CADRE");
    private static final Set<String> ENGAGEMENTS = Set.of("FULL_TIME", "SECONDED", "PART_TIME");

    private final Guard guard;
    private final Seats seats;
    private final JdbcClient jdbc;

    AddSeat(Guard guard, Seats seats, JdbcClient jdbc) {
        this.guard = guard;
        this.seats = seats;
        this.jdbc = jdbc;
    }

    @Transactional
    public SeatId to(Scope.Branch who, UnitId unit, String post, String engagement) {
        Place place = guard.open(who, unit);
        if (!POSTS.contains(post) || !ENGAGEMENTS.contains(engagement)) {
            throw Refused.field("post", "network.refused.choice");
        }
        if (place.standing() == Place.Standing.UNKNOWN || place.standing() == Place.Standing.NONE) {
            throw Refused.because("network.refused.no-federation", place.name());
        }
        @Nullable UUID term =
                post.equals("CADRE")
                        ? null
                        : jdbc.sql("select id from network.term where unit = ? and ends is null")
                                .param(unit.value())
                                .query(UUID.class)
                                .optional()
                                .orElseThrow(() -> Refused.because("network.seat.no-term"));
        SeatId seat = seats.opened(place, post, engagement, term).seat();
        seats.changed(place.province().number(), unit, "network.act.seat-added", who);
        return seat;
    }

    /** For a cadre who sits down at once and is on duty; nobody was there before to open it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SeatId forCadre(Place place, PersonId holder, String knownAs) {
        Seats.Seat seat = seats.opened(place, "CADRE", "FULL_TIME", null);
        seats.filled(seat, holder, knownAs, "APPOINTED", seats.today(), true);
        seats.heardOf(place);
        return seat.seat();
    }
}
