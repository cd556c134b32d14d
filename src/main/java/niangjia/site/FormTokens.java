package niangjia.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import niangjia.shared.Digest;
import niangjia.shared.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Signs and reads the one-time tokens of forms: an id, the time it was shown, and an HMAC-SHA256
 * over both and what the token is bound to. Nothing is stored; whoever acts on a token keeps its
 * id.
 */
public final class FormTokens {

    /** How long a form may lie open. */
    public static final Duration FRESH = Duration.ofHours(24);

    private static final int HEAD = 24;
    private static final int SIGNED = HEAD + 32;

    private final byte[] key;
    private final Clock clock;

    public FormTokens(FormKey key, Clock clock) {
        this.key = key.secret();
        this.clock = clock;
    }

    public String issue(String binding) {
        UUID once = Ids.next(clock);
        ByteBuffer token =
                ByteBuffer.allocate(SIGNED)
                        .putLong(once.getMostSignificantBits())
                        .putLong(once.getLeastSignificantBits())
                        .putLong(clock.millis());
        token.put(mac(token.array(), binding));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    public FormToken read(@Nullable String token, String binding) {
        if (token == null || token.length() > 200) {
            return new FormToken.Forged();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException nonsense) {
            return new FormToken.Forged();
        }
        if (bytes.length != SIGNED) {
            return new FormToken.Forged();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        UUID once = new UUID(parts.getLong(), parts.getLong());
        Instant at = Instant.ofEpochMilli(parts.getLong());
        byte[] signature = new byte[SIGNED - HEAD];
        parts.get(signature);
        if (!MessageDigest.isEqual(signature, mac(bytes, binding))) {
            return new FormToken.Forged();
        }
        return at.plus(FRESH).isBefore(clock.instant())
                ? new FormToken.Stale()
                : new FormToken.Good(once, at);
    }

    private byte[] mac(byte[] token, String binding) {
        return Digest.keyed(
                key, Arrays.copyOf(token, HEAD), binding.getBytes(StandardCharsets.UTF_8));
    }
}
