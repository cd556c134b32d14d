package niangjia.network.tasks;

import java.util.List;
import niangjia.network.RequestKinds;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What she is good at, and which kinds of request she takes; none named means all. */
@Component
public class ChangeSeat {

    private static final int SKILLS = 60;

    private final Guard guard;
    private final Seats seats;
    private final ObjectProvider<RequestKinds> kinds;
    private final JdbcClient jdbc;

    ChangeSeat(Guard guard, Seats seats, ObjectProvider<RequestKinds> kinds, JdbcClient jdbc) {
        this.guard = guard;
        this.seats = seats;
        this.kinds = kinds;
        this.jdbc = jdbc;
    }

    @Transactional
    public void to(Scope.Branch who, SeatId seat, String skills, List<String> takes) {
        Seats.Seat held = seats.locked(who, seat);
        if (!seat.equals(who.seat())) {
            guard.open(who, held.place());
        }
        List<String> known = kinds.orderedStream().flatMap(k -> k.words().stream()).toList();
        if (!known.containsAll(takes)) {
            throw Refused.field("takes", "network.refused.choice");
        }
        String takesAll =
                known.size() == takes.stream().distinct().count() ? "" : String.join(",", takes);
        jdbc.sql(
                        "update network.seat set skills = ?, takes = array_remove(string_to_array(?, ','), ''), changed_at = ? where id = ?")
                .params(Seats.optional("skills", skills, SKILLS), takesAll, seats.now(), held.id())
                .update();
        seats.changed(held.province(), held.place(), "network.act.seat-changed", who);
    }
}
