package niangjia.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import niangjia.database.DataFolder;
import niangjia.shared.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Binds whatever lets somebody in to whom it lets in, under a key that is not in the database: a
 * row that its administrator wrote or changed opens nothing.
 */
@Service
public class Bound {

    private static final String KEY = "ways-in";

    private final byte[] key;
    private final boolean drawn;

    Bound(DataFolder folder) {
        this.drawn = !folder.keeps(KEY);
        this.key = folder.secret(KEY, 32);
    }

    /** The key was drawn at this start. */
    boolean isNew() {
        return drawn;
    }

    /** The password's hash is this account's, and the account this person's. */
    public byte[] password(UUID account, UUID person, String hash) {
        return of("password", bytes(account), bytes(person), bytes(hash));
    }

    byte[] passkey(UUID account, byte[] id, byte[] credential) {
        return of("passkey", bytes(account), id, credential);
    }

    /**
     * @param twice it vouched for two factors
     */
    byte[] identity(UUID account, Provider.Identity there, boolean twice) {
        return of(
                twice ? "identity twice" : "identity",
                bytes(account),
                bytes(there.issuer()),
                bytes(there.subject()));
    }

    /** What is kept of a link's token: nobody but this program makes one that fits. */
    byte[] link(String token) {
        return of("link", bytes(token));
    }

    /** The number of a session that this program gave out itself. */
    byte[] session(String number) {
        return of("session", bytes(number));
    }

    /** Who stands in a session came into it here, with the proof that she gave here. */
    byte[] sitting(String session, Staff staff) {
        return of(
                "sitting",
                bytes(session),
                bytes(String.valueOf(staff.account())),
                bytes(staff.person()),
                bytes(String.valueOf(staff.seat())),
                bytes(String.valueOf(staff.proved())),
                bytes(staff.standing()));
    }

    /** Whom the provider vouched for when a session was opened. */
    byte[] vouched(Provider.Identity there) {
        return of("vouched", bytes(there.issuer()), bytes(there.subject()));
    }

    /** Which session there one of ours belongs to. */
    byte[] there(String issuer, String session) {
        return of("there", bytes(issuer), bytes(session));
    }

    static boolean fits(byte @Nullable [] kept, byte[] made) {
        return kept != null && MessageDigest.isEqual(kept, made);
    }

    /** Each part with its length, so that none runs into the next. */
    private byte[] of(String what, byte[]... parts) {
        var all = new byte[1 + 2 * parts.length][];
        all[0] = bytes(what);
        for (int n = 0; n < parts.length; n++) {
            all[1 + 2 * n] = ByteBuffer.allocate(4).putInt(parts[n].length).array();
            all[2 + 2 * n] = parts[n];
        }
        return Digest.keyed(key, all);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
