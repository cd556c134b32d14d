package niangjia.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every half minute (RFC 6238 with the parameters that every
 * authenticator app knows: HMAC-SHA-1, 30 seconds). A clock may be one step off.
 */
final class TimedCodes {

    static final int STEP = 30;
    static final int DIGITS = 6;

    private TimedCodes() {}

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP);
    }

    /** RFC 4226, section 5.3. */
    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int bits = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
            return ("%0" + DIGITS + "d").formatted(bits % 1_000_000);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA1", missing);
        }
    }

    /** The step that the code belongs to, later than the last used one; -1 if there is none. */
    static long matching(byte[] secret, String typed, Instant now, long last) {
        long here = step(now);
        long found = -1;
        for (long step = here - 1; step <= here + 1; step++) {
            if (step > last && code(secret, step).equals(typed)) {
                found = step;
            }
        }
        return found;
    }
}
