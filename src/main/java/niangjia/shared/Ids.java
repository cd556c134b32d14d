package niangjia.shared;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids that grow with time (UUIDv7, RFC 9562): 48 bits of milliseconds, 74 random ones. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next(Clock clock) {
        long random = RANDOM.nextLong();
        long high = clock.millis() << 16 | 0x7000 | random & 0x0fff;
        return new UUID(high, RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }
}
