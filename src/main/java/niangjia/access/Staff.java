package niangjia.access;

import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * What a session remembers of who has signed in; everything else is looked up afresh.
 *
 * @param account none for a seat of the demonstration
 * @param proved when she last proved with two factors who she is; none: the second is still to come
 * @param standing how the account stood when she gave the first proof: once its password is another
 *     one or it is closed, whoever came in before is out, however close to it she came in
 */
record Staff(
        @Nullable UUID account,
        UUID person,
        @Nullable UUID seat,
        @Nullable Instant proved,
        String standing)
        implements AuthenticatedPrincipal, Serializable {

    @Serial private static final long serialVersionUID = 3;

    /** Somebody has given the first proof for an account. */
    static Staff of(UUID account, UUID person, byte[] bound) {
        return new Staff(account, person, null, null, HexFormat.of().formatHex(bound));
    }

    /** A seat of the demonstration, which has no account. */
    static Staff ofTheDemonstration(UUID person, UUID seat) {
        return new Staff(null, person, seat, null, "");
    }

    /** How sessions are found by their holder. */
    @Override
    public String getName() {
        return person.toString();
    }

    boolean demonstration() {
        return account == null;
    }

    /** The last proof is recent enough for what is sealed and for her own ways in. */
    boolean fresh(Instant now) {
        return demonstration() || proved != null && !proved.plus(Actor.FRESH).isBefore(now);
    }

    /** She may act: with two factors, or in the demonstration. */
    boolean known() {
        return demonstration() || proved != null;
    }

    Staff actingFrom(UUID other) {
        return new Staff(account, person, other, proved, standing);
    }

    Staff provedAt(Instant now) {
        return new Staff(account, person, seat, now, standing);
    }

    /** She has changed what the account stands on herself. */
    Staff standing(Staff anew) {
        return new Staff(account, person, seat, proved, anew.standing);
    }

    UUID accountOrRefuse() {
        if (account == null) {
            throw new NobodySignedIn();
        }
        return account;
    }
}
