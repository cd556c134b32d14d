package niangjia.records;

import java.time.Instant;

/**
 * The newest number over all sealed entries: whoever holds it can show later that nothing before it
 * was changed.
 *
 * @param size how many entries it covers
 * @param hash 64 hexadecimal digits
 * @param algorithm {@code SHA-256} or {@code SM3}
 */
public record Root(long size, String hash, String algorithm, Instant at) {

    /** Enough of it to compare two pieces of paper: 16 digits in groups. */
    public String shortly() {
        return String.join(
                " ",
                hash.substring(0, 4),
                hash.substring(4, 8),
                hash.substring(8, 12),
                hash.substring(12, 16));
    }
}
