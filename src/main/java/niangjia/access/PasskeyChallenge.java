package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a browser signs with a passkey: made from the form's token, known to who was shown it. */
public final class PasskeyChallenge {

    private PasskeyChallenge() {}

    /** As the page carries it (base64url). */
    public static String of(String formToken) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(formToken));
    }

    static byte[] bytes(String formToken) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(formToken.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
