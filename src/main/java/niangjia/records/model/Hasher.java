package niangjia.records.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Hashes leaves and nodes as RFC 9162, section 2.1.1, prescribes: with a first byte that tells one
 * from the other, so that no node passes for an entry. For one thread at a time.
 */
public final class Hasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest;

    Hasher(MessageDigest digest) {
        this.digest = digest;
    }

    public byte[] leaf(byte[] entry) {
        digest.update(LEAF);
        return digest.digest(entry);
    }

    public byte[] node(byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root of a tree without leaves. */
    public byte[] nothing() {
        return digest.digest();
    }

    /** What a leaf covers of a reason: without the salt nobody can try likely words. */
    public byte[] reason(byte[] salt, String words) {
        digest.update(salt);
        return digest.digest(words.getBytes(StandardCharsets.UTF_8));
    }
}
