package niangjia.shared;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that grow with time (UUIDv7, RFC 9562): 48 bits of milliseconds, 12 that count within
 * one, 62 random ones. What one thread makes one after the other sorts in that order.
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next(Clock clock) {
        long millis = clock.millis();
        long random = RANDOM.nextLong();
        long place =
                LAST.updateAndGet(
                        last -> last >>> 12 == millis ? last + 1 : millis << 12 | random >>> 56);
        long high = place >>> 12 << 16 | 0x7000 | place & 0x0fff;
        return new UUID(high, RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }
}
