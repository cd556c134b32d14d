package niangjia.records.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What comes of verifying the log against its witness.
 *
 * @param proved how many entries were compared and fit, up to the first that does not
 * @param root the last root that the witness has, or null where it has none
 * @param bad the first entry that does not fit, or null
 * @param forgotten the witness no longer has what it once confirmed
 * @param unproved later entries that the witness does not know yet
 * @param oldestUnproved when the oldest of them was entered
 * @param erased of how many proved entries the reason was erased, which is allowed
 */
public record Proof(
        long proved,
        @Nullable Known root,
        @Nullable Bad bad,
        boolean forgotten,
        long unproved,
        @Nullable Instant oldestUnproved,
        long erased) {

    /** A root that the witness has. */
    public record Known(long size, byte[] hash, Algorithm algorithm, Instant at) {}

    /** What is wrong with an entry. */
    public enum Wrong {
        EDITED,
        DELETED,
        INSERTED,
        MOVED,
        /** Its reason was changed or put in later. */
        REASON,
        /** The entry fits, but its leaf, or the root over it, was changed. */
        SEAL,
        /** What the witness has of it contradicts itself, or was told twice in two ways. */
        WITNESS
    }

    /**
     * The first entry that does not fit.
     *
     * @param at the moment that its id carries
     * @param act what was done, as it was when it was sealed
     */
    public record Bad(Wrong wrong, UUID entry, Instant at, String act) {}

    public boolean holds() {
        return bad == null && !forgotten;
    }
}
