package niangjia.records.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is sealed, and its bytes (docs/records.md).
 *
 * @param micros when, in microseconds since 1970 in UTC, as the database keeps it
 * @param reason the salted hash of the reason, if there is one
 */
public record Sealable(
        short province,
        UUID id,
        long micros,
        String act,
        String door,
        @Nullable UUID seat,
        @Nullable UUID person,
        @Nullable UUID unit,
        @Nullable UUID matter,
        boolean sealed,
        byte @Nullable [] reason) {

    /** Goes up with every change of {@link #bytes}. */
    public static final String VERSION = "niangjia.entry.1";

    /**
     * What a leaf covers. Each field with its length before it, so that no two entries have the
     * same bytes: {@code 4:text,} or {@code -} where there is nothing.
     */
    public byte[] bytes() {
        var bytes = new StringBuilder();
        add(bytes, VERSION);
        add(bytes, province);
        add(bytes, id);
        add(bytes, micros);
        add(bytes, act);
        add(bytes, door);
        add(bytes, seat);
        add(bytes, person);
        add(bytes, unit);
        add(bytes, matter);
        add(bytes, sealed);
        add(bytes, reason == null ? null : HexFormat.of().formatHex(reason));
        return bytes.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(StringBuilder bytes, @Nullable Object field) {
        if (field == null) {
            bytes.append('-');
        } else {
            String text = field.toString();
            bytes.append(text.getBytes(StandardCharsets.UTF_8).length).append(':');
            bytes.append(text).append(',');
        }
    }

    /** The moment that an id carries (UUIDv7): it tells when even of an entry that is gone. */
    public static Instant moment(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
