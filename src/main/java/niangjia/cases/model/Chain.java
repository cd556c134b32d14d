package niangjia.cases.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The chain of an intake log: the hash of an entry covers the one before (SHA-256). */
public final class Chain {

    /** Before the first entry. */
    public static final byte[] BEGINNING = new byte[32];

    /**
     * An entry as it is stored.
     *
     * @param at in whole microseconds
     * @param words closed
     */
    public record Link(
            short province,
            UUID matter,
            int number,
            UUID id,
            Instant at,
            @Nullable UUID seat,
            @Nullable UUID person,
            @Nullable String knownAs,
            String what,
            byte[] words) {

        public byte[] hash(byte[] previous) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DataOutputStream(bytes)) {
                out.write(previous);
                out.writeShort(province);
                for (Object part :
                        new @Nullable Object[] {matter, id, seat, person, knownAs, what}) {
                    byte[] said = String.valueOf(part).getBytes(UTF_8);
                    out.writeInt(said.length);
                    out.write(said);
                }
                out.writeInt(number);
                out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
                out.write(words);
                return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    /** A link with what stands beside it. */
    public record Stored(Link link, byte[] previous, byte[] hash) {}

    private Chain() {}

    /** What the sealed log keeps of an entry: its number and its hash, no word. */
    public static String anchor(int number, byte[] hash) {
        return number + " " + HexFormat.of().formatHex(hash);
    }

    /**
     * The number of the first entry that the sealed log knows otherwise or not at all, or null: a
     * chain that was written anew as a whole fits itself and not its anchors.
     *
     * @param anchors all that the sealed log keeps of this one, in any order
     */
    public static @Nullable Integer firstReplaced(List<Stored> log, List<String> anchors) {
        var known = new HashSet<>(anchors);
        for (Stored stored : log) {
            if (!known.remove(anchor(stored.link.number, stored.hash))) {
                return stored.link.number;
            }
        }
        return known.stream()
                .map(left -> Integer.valueOf(left.substring(0, left.indexOf(' '))))
                .min(Integer::compare)
                .orElse(null);
    }

    /**
     * The number of the first entry that is not as it was written, or null.
     *
     * @param entries how many there must be, and {@code newest} the hash of the last
     */
    public static @Nullable Integer firstBroken(
            List<Stored> log, int entries, byte @Nullable [] newest) {
        byte[] previous = BEGINNING;
        int number = 0;
        for (Stored stored : log) {
            number++;
            if (stored.link.number != number
                    || !Arrays.equals(stored.previous, previous)
                    || !Arrays.equals(stored.hash, stored.link.hash(previous))) {
                return number;
            }
            previous = stored.hash;
        }
        boolean whole =
                number == entries && Arrays.equals(previous, newest == null ? BEGINNING : newest);
        return whole ? null : number + 1;
    }
}
