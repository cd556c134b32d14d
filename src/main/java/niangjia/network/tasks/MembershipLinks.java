package niangjia.network.tasks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import niangjia.database.DataFolder;
import niangjia.network.model.Membership;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.UnitId;
import org.springframework.stereotype.Component;

/** The private link by which she leaves again: its token is signed and stored nowhere. */
@Component
public class MembershipLinks {

    private static final int IDS = 34;
    private static final int TOKEN = IDS + 16;

    private final byte[] key;

    MembershipLinks(DataFolder folder) {
        this.key = folder.secret("memberships", 32);
    }

    public String token(Membership membership) {
        ByteBuffer bytes = ByteBuffer.allocate(TOKEN);
        bytes.putShort(membership.province().number());
        put(bytes, membership.unit().value());
        put(bytes, membership.woman().value());
        bytes.put(sign(Arrays.copyOf(bytes.array(), IDS)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What a token of ours stands for; whether she still belongs is another question. */
    public Optional<Membership> of(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN
                || !MessageDigest.isEqual(
                        sign(Arrays.copyOf(bytes, IDS)), Arrays.copyOfRange(bytes, IDS, TOKEN))) {
            return Optional.empty();
        }
        ByteBuffer ids = ByteBuffer.wrap(bytes);
        return Optional.of(
                new Membership(
                        new Province(ids.getShort()),
                        new UnitId(new UUID(ids.getLong(), ids.getLong())),
                        new PersonId(new UUID(ids.getLong(), ids.getLong()))));
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private byte[] sign(byte[] ids) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(ids), 16);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
