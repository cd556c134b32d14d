package niangjia.files.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import niangjia.files.FileKind;

/**
 * What was made anew of a file that was handed in.
 *
 * @param small a little picture of it, JPEG
 */
public record Made(Facts facts, byte[] whole, byte[] small) {

    /**
     * @param hash SHA-256 of the whole
     */
    public record Facts(FileKind kind, int bytes, int width, int height, int pages, byte[] hash) {}

    public static Made of(
            FileKind kind, int width, int height, int pages, byte[] whole, byte[] small) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole);
            return new Made(
                    new Facts(kind, whole.length, width, height, pages, hash), whole, small);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
