package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A holder leaves; the seat stays and waits for the next. */
@Component
public class LeaveSeat {

    private final Guard guard;
    private final Seats seats;

    LeaveSeat(Guard guard, Seats seats) {
        this.guard = guard;
        this.seats = seats;
    }

    @Transactional
    public void on(Scope.Branch who, SeatId seat, LocalDate day) {
        Seats.Seat held = seats.locked(who, seat);
        if (!seat.equals(who.seat())) {
            guard.open(who, held.place());
        }
        if (held.holder() == null) {
            throw Refused.because("network.seat.empty-already");
        }
        seats.vacated(held, seats.happened(day));
        seats.changed(held.province(), held.place(), "network.act.seat-left", who);
    }
}
