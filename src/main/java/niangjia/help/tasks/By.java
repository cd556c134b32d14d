package niangjia.help.tasks;

import niangjia.records.Entry.Door;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * Who did it, for the log: a seat, or nobody where she herself or a clock did; and through which
 * door.
 */
record By(Door door, @Nullable SeatId seat) {

    static By seat(SeatId seat) {
        return new By(Door.PAGE, seat);
    }

    static By her(Door door) {
        return new By(door, null);
    }

    static By clock() {
        return new By(Door.CLOCK, null);
    }
}
