package niangjia.access;

import java.time.Instant;
import java.util.Optional;
import niangjia.network.SeatHeld;
import niangjia.shared.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has signed in with two factors, whether or not a seat is still hers: what she did
 * while one was is taken from her all the same. A controller takes it as a parameter.
 *
 * @param seat which she acts from; none: she holds none any more
 */
public record Known(
        PersonId person, @Nullable SeatHeld seat, boolean demonstration, @Nullable Instant proved) {

    public Optional<Actor> actor() {
        return Optional.ofNullable(seat).map(this::from);
    }

    /** Acting from another of her seats. */
    public Actor from(SeatHeld held) {
        if (!held.holder().equals(person)) {
            throw new IllegalArgumentException("somebody else's seat");
        }
        return new Actor(held, demonstration, proved);
    }
}
