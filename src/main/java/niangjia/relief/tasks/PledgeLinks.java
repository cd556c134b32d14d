package niangjia.relief.tasks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import niangjia.database.DataFolder;
import niangjia.relief.model.PledgeId;
import niangjia.shared.Digest;
import niangjia.shared.Province;
import org.springframework.stereotype.Component;

/**
 * The private link of a pledge, and the one by which neighbours join it: signed, and stored
 * nowhere.
 */
@Component
public class PledgeLinks {

    private static final int SIGNED = 18;
    private static final int TOKEN = 33;
    private static final int LETTERS = 44;

    private final byte[] key;

    PledgeLinks(DataFolder folder) {
        this.key = folder.secret("pledges", 32);
    }

    /** Opens the pledge, to change and to withdraw it. */
    public String token(PledgeId pledge) {
        return token("pledge", pledge);
    }

    public Optional<PledgeId> byToken(String token) {
        return read("pledge", token);
    }

    /** Lets neighbours join, and opens nothing. */
    public String poolToken(PledgeId pledge) {
        return token("pool", pledge);
    }

    public Optional<PledgeId> poolByToken(String token) {
        return read("pool", token);
    }

    private String token(String purpose, PledgeId pledge) {
        byte[] signed =
                ByteBuffer.allocate(SIGNED)
                        .putShort(pledge.province().number())
                        .putLong(pledge.value().getMostSignificantBits())
                        .putLong(pledge.value().getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(TOKEN).put(signed).put(mac(purpose, signed)).array());
    }

    private Optional<PledgeId> read(String purpose, String token) {
        if (token.length() != LETTERS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] signed = Arrays.copyOf(bytes, SIGNED);
            if (!MessageDigest.isEqual(
                    mac(purpose, signed), Arrays.copyOfRange(bytes, SIGNED, TOKEN))) {
                return Optional.empty();
            }
            ByteBuffer parts = ByteBuffer.wrap(signed);
            return Optional.of(
                    new PledgeId(
                            new Province(parts.getShort()),
                            new UUID(parts.getLong(), parts.getLong())));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private byte[] mac(String purpose, byte[] signed) {
        return Arrays.copyOf(
                Digest.keyed(key, purpose.getBytes(StandardCharsets.US_ASCII), signed),
                TOKEN - SIGNED);
    }
}
