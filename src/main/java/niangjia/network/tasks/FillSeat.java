package niangjia.network.tasks;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import niangjia.network.NewHolder;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Somebody takes an empty seat: elected, by by-election, co-opted or appointed. */
@Component
public class FillSeat {

    private static final Set<String> WAYS =
            Set.of("ELECTED", "BY_ELECTION", "CO_OPTED", "APPOINTED");
    private static final int NAME = 40;

    private final Guard guard;
    private final Seats seats;
    private final ObjectProvider<NewHolder> people;
    private final JdbcClient jdbc;

    FillSeat(Guard guard, Seats seats, ObjectProvider<NewHolder> people, JdbcClient jdbc) {
        this.guard = guard;
        this.seats = seats;
        this.people = people;
        this.jdbc = jdbc;
    }

    /** With somebody who has held no seat before. */
    @Transactional
    public void with(
            Scope.Branch who, SeatId seat, String name, String by, LocalDate day, boolean onDuty) {
        String knownAs = Seats.line("name", name, NAME);
        Seats.Seat empty = empty(who, seat, by);
        PersonId holder = people.getObject().meet(new Province(empty.province()), knownAs);
        sit(who, empty, holder, knownAs, by, day, onDuty);
    }

    /** With somebody who held a seat of this unit before. */
    @Transactional
    public void again(
            Scope.Branch who,
            SeatId seat,
            PersonId holder,
            String by,
            LocalDate day,
            boolean onDuty) {
        Seats.Seat empty = empty(who, seat, by);
        String knownAs =
                jdbc.sql(
                                """
                                select h.known_as from network.holding h join network.seat s on s.id = h.seat
                                where s.unit = ? and h.holder = ? order by lower(h.during) desc limit 1
                                """)
                        .params(empty.unit(), holder.value())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Refused.field("name", "network.refused.choice"));
        sit(who, empty, holder, knownAs, by, day, onDuty);
    }

    private Seats.Seat empty(Scope.Branch who, SeatId seat, String by) {
        Seats.Seat empty = seats.locked(who, seat);
        guard.open(who, empty.place());
        if (empty.holder() != null) {
            throw Refused.because("network.seat.taken");
        }
        if (!WAYS.contains(by)) {
            throw Refused.field("by", "network.refused.choice");
        }
        return empty;
    }

    private void sit(
            Scope.Branch who,
            Seats.Seat seat,
            PersonId holder,
            String knownAs,
            String by,
            LocalDate day,
            boolean onDuty) {
        UUID person = holder.value();
        boolean sitsHere =
                jdbc.sql("select exists (select from network.seat where unit = ? and holder = ?)")
                        .params(seat.unit(), person)
                        .query(Boolean.class)
                        .single();
        if (sitsHere) {
            throw Refused.because("network.seat.two-here");
        }
        seats.filled(seat, holder, knownAs, by, seats.happened(day), onDuty);
        seats.changed(seat.province(), seat.place(), "network.act.seat-filled", who);
    }
}
