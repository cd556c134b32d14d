package niangjia.records.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was sealed at once, as a witness keeps it: enough to name the first entry that does not fit,
 * even where everything in the database was computed anew. No name, no story.
 *
 * @param since how many leaves there were before
 * @param size how many there are with these
 * @param snapshot which transactions it saw, as PostgreSQL writes it
 */
public record Batch(
        long since,
        long size,
        Algorithm algorithm,
        Instant at,
        String snapshot,
        byte[] root,
        List<Leaf> leaves) {

    /** The most leaves of one; what has gathered beyond goes into the next. */
    public static final int MOST = 10_000;

    public Batch {
        if (size - since != leaves.size() || since < 0 || leaves.isEmpty()) {
            throw new IllegalArgumentException("a batch holds the leaves from since to size");
        }
    }

    /** A leaf, and what its entry was. */
    public record Leaf(byte[] hash, short province, UUID entry, String act) {}
}
