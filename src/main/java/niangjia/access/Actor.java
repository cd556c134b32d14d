package niangjia.access;

import niangjia.network.SeatHeld;
import niangjia.shared.Scope;

/**
 * Somebody who has signed in and acts from a seat; a controller takes it as a parameter. Nobody
 * signed in, nobody acting: the request is sent to the door before a controller sees it.
 *
 * @param demonstration she sat down by one click, in the fictional province
 */
public record Actor(SeatHeld seat, boolean demonstration) {

    /** What this seat sees: its place and below. */
    public Scope.Branch scope() {
        return seat.branch();
    }
}
