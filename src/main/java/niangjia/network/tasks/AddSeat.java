package niangjia.network.tasks;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One more seat, still empty: on the committee of the present term, or for a cadre beside it. */
@Component
public class AddSeat {

    private static final Set<String> POSTS =
            Set.of("CHAIR", "VICE_CHAIR", "EXECUTIVE_MEMBER", "CADRE");
    private static final Set<String> ENGAGEMENTS = Set.of("FULL_TIME", "SECONDED", "PART_TIME");

    private final Guard guard;
    private final Seats seats;
    private final Sums sums;
    private final JdbcClient jdbc;
    private final Clock clock;

    AddSeat(Guard guard, Seats seats, Sums sums, JdbcClient jdbc, Clock clock) {
        this.guard = guard;
        this.seats = seats;
        this.sums = sums;
        this.jdbc = jdbc;
        this.clock = clock;
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
        SeatId seat = new SeatId(Ids.next(clock));
        jdbc.sql(
                        "insert into network.seat (id, province, unit, term, post, engagement, changed_at) values (?, ?, ?, ?, ?, ?, ?)")
                .param(seat.value())
                .param(place.province().number())
                .param(unit.value())
                .param(term)
                .param(post)
                .param(engagement)
                .param(seats.now())
                .update();
        sums.add(unit, "seat.empty", 1);
        seats.changed(place.province().number(), unit, "network.act.seat-added", who);
        return seat;
    }
}
