package niangjia.records.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.jcajce.provider.digest.SM3;

/**
 * The hash that a log is sealed with, for its whole life: SHA-256 (FIPS 180-4) or SM3 (GB/T 32905).
 */
public enum Algorithm {
    SHA_256("SHA-256"),
    SM3("SM3");

    private final String word;

    Algorithm(String word) {
        this.word = word;
    }

    /** Its name in roots, with the witness and in the settings. */
    public String word() {
        return word;
    }

    /** Fails on a name that is none of these. */
    public static Algorithm named(String word) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "niangjia.seal.hash is SHA-256 or SM3, not " + word));
    }

    /** For one thread at a time. */
    public Hasher hasher() {
        return new Hasher(digest());
    }

    private MessageDigest digest() {
        try {
            return switch (this) {
                case SHA_256 -> MessageDigest.getInstance(word);
                case SM3 -> new SM3.Digest();
            };
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
