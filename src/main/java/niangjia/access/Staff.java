package niangjia.access;

import java.io.Serial;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * What a session remembers of who has signed in; everything else is looked up afresh.
 *
 * @param account none for a seat of the demonstration
 */
record Staff(@Nullable UUID account, UUID person, @Nullable UUID seat)
        implements AuthenticatedPrincipal, Serializable {

    @Serial private static final long serialVersionUID = 1;

    /** How sessions are found by their holder. */
    @Override
    public String getName() {
        return person.toString();
    }

    boolean demonstration() {
        return account == null;
    }

    Staff actingFrom(UUID other) {
        return new Staff(account, person, other);
    }
}
