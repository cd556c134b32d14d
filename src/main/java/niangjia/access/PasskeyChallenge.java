package niangjia.access;

import java.util.Base64;
import niangjia.shared.Digest;

/** What a browser signs with a passkey: made from the form's token, known to who was shown it. */
public final class PasskeyChallenge {

    private PasskeyChallenge() {}

    /** As the page carries it (base64url). */
    public static String of(String formToken) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(formToken));
    }

    static byte[] bytes(String formToken) {
        return Digest.of(formToken);
    }
}
