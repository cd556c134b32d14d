package niangjia.cases.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a paper that somebody brings.
 *
 * @param fingerprint of the key that signed it; only of one that is unchanged
 * @param thereAt when a third party that we believe saw the signature
 * @param saidBy that one's name
 * @param firstBroken the number of the first entry whose hash does not fit
 */
public record Checked(
        Finding finding,
        @Nullable String fingerprint,
        @Nullable Instant signedAt,
        @Nullable Instant thereAt,
        @Nullable String saidBy,
        int entries,
        @Nullable Integer firstBroken) {

    /** The text key is {@code cases.check.} and the name. */
    public enum Finding {
        /** Byte for byte what this installation made and signed. */
        UNCHANGED,
        /** It bears the mark of this installation's key, and is not what that key signed. */
        CHANGED,
        /** Nothing in it is of this installation, or nothing is left of it. */
        NOT_OURS,
        /** Locked with a password; ours are not. */
        LOCKED,
        /** It has a script in it; ours have none. */
        ACTIVE,
        NOT_A_PDF,
        TOO_LARGE,
        EMPTY
    }

    public static Checked no(Finding finding) {
        return new Checked(finding, null, null, null, null, 0, null);
    }
}
