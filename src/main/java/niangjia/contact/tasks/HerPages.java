package niangjia.contact.tasks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import niangjia.access.Attempts;
import niangjia.access.ReceiptCode;
import niangjia.access.Whence;
import niangjia.contact.model.HerPage;
import niangjia.database.DataFolder;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What brings her to her page on any phone: a private link, whose token is signed and stored
 * nowhere, and a code to read aloud, of which only a keyed hash is stored. A link made anew ends
 * the one before.
 */
@Component
public class HerPages {

    /** Wrong codes within the hour from one device. */
    private static final int PER_DEVICE = 10;

    /** Wrong codes within the hour in a thousandth of all codes. */
    private static final int PER_SPACE = 100;

    /** Wrong codes within the hour from one address, which a village shares. */
    private static final int PER_ADDRESS = 100;

    private static final int SIGNED = 20;
    private static final int TOKEN = 36;

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final byte[] key;

    HerPages(JdbcClient jdbc, Attempts attempts, DataFolder folder) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.key = folder.secret("contact-pages", 32);
    }

    /** The token of her private link as it counts now. */
    public String token(HerPage page) {
        return token(page, pass(page));
    }

    public ReceiptCode code(HerPage page) {
        return code(page, pass(page));
    }

    /**
     * The page that a token opens; none once the link was made anew, or she is not held any more.
     */
    public Optional<HerPage> byToken(String token) {
        if (token.length() != 48) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN
                || !MessageDigest.isEqual(
                        Arrays.copyOf(mac("link", Arrays.copyOf(bytes, SIGNED)), TOKEN - SIGNED),
                        Arrays.copyOfRange(bytes, SIGNED, TOKEN))) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        var page =
                new HerPage(
                        new Province(parts.getShort()), new UUID(parts.getLong(), parts.getLong()));
        int pass = parts.getShort();
        return pass > 0 && pass(page) == pass ? Optional.of(page) : Optional.empty();
    }

    /**
     * The page that a code opens.
     *
     * @throws Refused after too many wrong ones
     */
    public Optional<HerPage> byCode(String typed, Whence from) {
        Optional<ReceiptCode> code = ReceiptCode.read(typed);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> limits = new HashMap<>();
        limits.put("contact code by " + from.device(), PER_DEVICE);
        limits.put("contact code space " + code.get().digits().substring(0, 3), PER_SPACE);
        if (from.address() != null) {
            limits.put("contact codes from " + from.address(), PER_ADDRESS);
        }
        if (!attempts.take(limits)) {
            throw Refused.field("code", "contact.code.too-many");
        }
        Optional<HerPage> found =
                jdbc.sql(
                                """
                                select province, id from contact.woman where code_hash = :hash and erased_at is null
                                union all
                                select province, id from contact.proposed where code_hash = :hash
                                """)
                        .param("hash", hash(code.get()))
                        .query((row, n) ->
                                new HerPage(
                                        new Province(row.getShort(1)),
                                        row.getObject(2, UUID.class)))
                        .optional();
        if (found.isPresent()) {
            attempts.wasRight(limits.keySet());
        }
        return found;
    }

    /** Another link and code; the old open nothing any more. */
    void turn(HerPage page) {
        int next = pass(page) + 1;
        jdbc.sql("update contact.woman set pass = ?, code_hash = ? where province = ? and id = ?")
                .params(next, hash(code(page, next)), page.province().number(), page.woman())
                .update();
    }

    /** What is stored of the code of a page that begins. */
    byte[] firstHash(HerPage page) {
        return hash(code(page, 1));
    }

    /** How often link and code were made anew, and one; 0 for who is not held. */
    private int pass(HerPage page) {
        return jdbc.sql(
                        """
                        select pass from contact.woman where province = :province and id = :id and erased_at is null
                        union all select 1 from contact.proposed where province = :province and id = :id
                        """)
                .param("province", page.province().number())
                .param("id", page.woman())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private String token(HerPage page, int pass) {
        ByteBuffer bytes = ByteBuffer.allocate(TOKEN);
        bytes.put(signed(page, pass));
        bytes.put(Arrays.copyOf(mac("link", Arrays.copyOf(bytes.array(), SIGNED)), TOKEN - SIGNED));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private ReceiptCode code(HerPage page, int pass) {
        return ReceiptCode.of(ByteBuffer.wrap(mac("digits", signed(page, pass))).getLong());
    }

    private static byte[] signed(HerPage page, int pass) {
        return ByteBuffer.allocate(SIGNED)
                .putShort(page.province().number())
                .putLong(page.woman().getMostSignificantBits())
                .putLong(page.woman().getLeastSignificantBits())
                .putShort((short) pass)
                .array();
    }

    private byte[] hash(ReceiptCode code) {
        return Arrays.copyOf(mac("code", code.digits().getBytes(StandardCharsets.US_ASCII)), 16);
    }

    private byte[] mac(String purpose, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
