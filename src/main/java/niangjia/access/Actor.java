package niangjia.access;

import java.time.Duration;
import java.time.Instant;
import niangjia.network.SeatHeld;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has signed in with two factors and acts from a seat; a controller takes it as a
 * parameter. Nobody signed in, nobody acting: the request is sent to the door before a controller
 * sees it.
 *
 * @param demonstration she sat down by one click, in the fictional province
 * @param proved when she last proved who she is; none in the demonstration
 */
public record Actor(SeatHeld seat, boolean demonstration, @Nullable Instant proved) {

    /** How long a proof is enough for what is sealed. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    /** What this seat sees: its place and below. */
    public Scope.Branch scope() {
        return seat.branch();
    }

    /**
     * Before something sealed is opened: sends her to prove herself again, and back to where she
     * was, if the last time was over {@link #FRESH} ago.
     *
     * @param path where she comes back to
     */
    public void provesFreshly(Instant now, String path) {
        if (!demonstration && (proved == null || proved.plus(FRESH).isBefore(now))) {
            throw new ProofIsOld(path);
        }
    }
}
