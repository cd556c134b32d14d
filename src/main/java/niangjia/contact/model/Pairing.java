package niangjia.contact.model;

import java.time.Instant;
import java.time.LocalDate;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * A seat and a woman who agreed. It rests while she wishes, goes from seat to seat, and once ended
 * it never begins again: they are paired anew.
 *
 * @param visited when contact was last made
 * @param next the day proposed for the next visit; none while it rests and after the end
 */
public record Pairing(
        Stage stage,
        SeatId seat,
        LocalDate since,
        @Nullable Instant visited,
        @Nullable LocalDate next) {

    /** Where it stands. */
    public enum Stage {
        OPEN,
        RESTING,
        ENDED
    }

    public Pairing {
        if ((stage == Stage.OPEN) != (next != null)) {
            throw new IllegalArgumentException("an open pairing has a next day, no other has one");
        }
    }

    public static Pairing begun(SeatId seat, LocalDate today, LocalDate next) {
        return new Pairing(Stage.OPEN, seat, today, null, next);
    }

    /**
     * Somebody went there. What was brought late does not move the day that a later visit has set.
     */
    public Pairing wentThere(Instant at, Found found, LocalDate proposed) {
        open();
        if (visited != null && at.isBefore(visited)) {
            return this;
        }
        return new Pairing(stage, seat, since, found.contact() ? at : visited, proposed);
    }

    /** Another seat is answerable from now on; everything else goes with it. */
    public Pairing handedTo(SeatId successor) {
        if (stage == Stage.ENDED) {
            throw Refused.because("contact.refused.ended");
        }
        return new Pairing(stage, successor, since, visited, next);
    }

    /** She lets it rest. */
    public Pairing rests() {
        return stage == Stage.OPEN ? new Pairing(Stage.RESTING, seat, since, visited, null) : this;
    }

    /** She lets it go on. */
    public Pairing goesOn(LocalDate proposed) {
        return stage == Stage.RESTING
                ? new Pairing(Stage.OPEN, seat, since, visited, proposed)
                : this;
    }

    public Pairing ended() {
        if (stage == Stage.ENDED) {
            throw Refused.because("contact.refused.ended");
        }
        return new Pairing(Stage.ENDED, seat, since, visited, null);
    }

    private void open() {
        if (stage == Stage.ENDED) {
            throw Refused.because("contact.refused.ended");
        }
        if (stage == Stage.RESTING) {
            throw Refused.because("contact.refused.resting");
        }
    }
}
