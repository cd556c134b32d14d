package niangjia.help.tasks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Attempts;
import niangjia.access.ReceiptCode;
import niangjia.access.Whence;
import niangjia.database.DataFolder;
import niangjia.help.RequestId;
import niangjia.shared.Digest;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What brings her back to her request on any phone: a private link, whose token is signed and
 * stored nowhere, and a code, of which only a keyed hash is stored. Wrong codes are counted by
 * device, code space and address, with room for a village behind one address.
 */
@Component
public class Receipts {

    /** Wrong codes within the hour from one device. */
    private static final int PER_DEVICE = 10;

    /**
     * Wrong codes within the hour in a thousandth of all codes, from devices that have opened
     * nothing yet.
     */
    private static final int PER_SPACE = 100;

    /** Wrong codes within the hour from one address, which a village shares, from such devices. */
    private static final int PER_ADDRESS = 100;

    private static final int TOKEN = 36;

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final byte[] key;

    Receipts(JdbcClient jdbc, Attempts attempts, DataFolder folder) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.key = folder.secret("receipts", 32);
    }

    /** What somebody who brings a code or a link gets. */
    public sealed interface Way {
        record Open(RequestId id) implements Way {}

        /** It opens with her word only. */
        record WithWord(RequestId id) implements Way {}

        /**
         * A member wrote the code down for her, of a matter that is sealed: it opens once, and
         * another takes its place.
         */
        record Slip(RequestId id) implements Way {}

        record Nowhere() implements Way {}
    }

    /** The token of a private link: opens this request as long as its pass counts. */
    public String token(RequestId id, int pass) {
        return token("link", id, pass);
    }

    /** The token of a phone on which her word was right. */
    public String tokenAfterWord(RequestId id) {
        return token("word", id, pass(id));
    }

    /** How often her link and code were made anew, and one. */
    public int pass(RequestId id) {
        return jdbc.sql("select pass from help.request where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Another link and code: the old open nothing any more. */
    void turn(RequestId id) {
        int next = pass(id) + 1;
        jdbc.sql(
                        "update help.request set pass = ?, code_hash = ?, version = version + 1 where province = ? and id = ?")
                .param(next)
                .param(hash(code(id, next)))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    private String token(String kind, RequestId id, int pass) {
        ByteBuffer bytes = ByteBuffer.allocate(TOKEN);
        bytes.putShort(id.province().number())
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .putShort((short) pass);
        bytes.put(Arrays.copyOf(mac(kind, Arrays.copyOf(bytes.array(), 20)), 16));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The request that a token opens by itself. */
    public Optional<RequestId> byToken(String token) {
        return way(token) instanceof Way.Open(var id) ? Optional.of(id) : Optional.empty();
    }

    /** Where a token leads: a link's to her word where she has set one, a phone's past it. */
    public Way way(String token) {
        if (token.length() != 48) {
            return new Way.Nowhere();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException nonsense) {
            return new Way.Nowhere();
        }
        boolean afterWord = bytes.length == TOKEN && isSigned("word", bytes);
        if (!afterWord && (bytes.length != TOKEN || !isSigned("link", bytes))) {
            return new Way.Nowhere();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        short province = parts.getShort();
        UUID id = new UUID(parts.getLong(), parts.getLong());
        short pass = parts.getShort();
        return jdbc.sql(
                        """
                        select exists (select from help.link_word w where w.province = r.province and w.request = r.id)
                        from help.request r where r.province = ? and r.id = ? and r.pass = ?
                        """)
                .param(province)
                .param(id)
                .param(pass)
                .query(Boolean.class)
                .optional()
                .map(word -> way(new RequestId(new Province(province), id), word && !afterWord))
                .orElseGet(Way.Nowhere::new);
    }

    private static Way way(RequestId id, boolean word) {
        return word ? new Way.WithWord(id) : new Way.Open(id);
    }

    private boolean isSigned(String kind, byte[] bytes) {
        return MessageDigest.isEqual(
                Arrays.copyOf(mac(kind, Arrays.copyOf(bytes, 20)), 16),
                Arrays.copyOfRange(bytes, 20, TOKEN));
    }

    /** Whether one of these is sealed. */
    public boolean anySealed(List<RequestId> ids) {
        return jdbc.sql(
                        """
                        select exists (select from help.request r
                          join unnest(cast(? as smallint[]), cast(? as uuid[])) n (province, id)
                            on r.province = n.province and r.id = n.id
                          where r.sealed)
                        """)
                .param(ids.stream().map(id -> id.province().number()).toArray(Short[]::new))
                .param(ids.stream().map(RequestId::value).toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    /**
     * The request that a code opens by itself; what asks for her word it does not.
     *
     * @param from the bound of an address is not for a device that has opened something
     * @param held what this device has opened before: the bound of the code space is not hers to
     *     bear, but each of these bears only so many tries, since a device is as new as its cookie
     * @throws Refused after too many wrong ones
     */
    public Optional<RequestId> byCode(String typed, Whence from, List<RequestId> held) {
        return wayOf(typed, from, held) instanceof Way.Open(var id)
                ? Optional.of(id)
                : Optional.empty();
    }

    /** Where a code leads; the same limits. */
    public Way wayOf(String typed, Whence from, List<RequestId> held) {
        Optional<ReceiptCode> code = ReceiptCode.read(typed);
        if (code.isEmpty()) {
            return new Way.Nowhere();
        }
        Map<String, Integer> limits = new HashMap<>(Map.of("code " + from.device(), PER_DEVICE));
        held.forEach(id -> limits.put("code holder " + id, PER_DEVICE));
        if (held.isEmpty()) {
            limits.put("code space " + code.get().digits().substring(0, 3), PER_SPACE);
            if (from.address() != null) {
                limits.put("codes from " + from.address(), PER_ADDRESS);
            }
        }
        if (!attempts.take(limits)) {
            throw Refused.field("code", "help.code.too-many");
        }
        Optional<Way> found =
                jdbc.sql(
                                """
                                select r.province, r.id, exists (select from help.link_word w
                                    where w.province = r.province and w.request = r.id),
                                  r.sealed and r.asked_by is not null and r.pass = 1
                                from help.request r where r.code_hash = ?
                                """)
                        .param(hash(code.get()))
                        .query((row, n) -> {
                            var id =
                                    new RequestId(
                                            new Province(row.getShort(1)),
                                            row.getObject(2, UUID.class));
                            return row.getBoolean(4)
                                    ? new Way.Slip(id)
                                    : way(id, row.getBoolean(3));
                        })
                        .optional();
        if (found.isPresent()) {
            attempts.wasRight(limits.keySet());
        }
        return found.orElseGet(Way.Nowhere::new);
    }

    /**
     * Her code, made from the id with our key: it can be shown to her again, and nobody else can
     * work it out.
     */
    public ReceiptCode code(RequestId id, int pass) {
        byte[] bits =
                mac(
                        "digits",
                        ByteBuffer.allocate(20)
                                .putShort(id.province().number())
                                .putLong(id.value().getMostSignificantBits())
                                .putLong(id.value().getLeastSignificantBits())
                                .putShort((short) pass)
                                .array());
        return ReceiptCode.of(ByteBuffer.wrap(bits).getLong());
    }

    /** What is stored of a code. */
    byte[] hash(ReceiptCode code) {
        return Arrays.copyOf(mac("code", code.digits().getBytes(StandardCharsets.US_ASCII)), 16);
    }

    private byte[] mac(String purpose, byte[] bytes) {
        return Digest.keyed(key, purpose.getBytes(StandardCharsets.US_ASCII), bytes);
    }
}
