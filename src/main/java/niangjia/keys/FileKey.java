package niangjia.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * The key of one file's bytes, which lie outside the database. Its {@link #word()} is stored closed
 * in a field; so a change of keys closes a few bytes again and no file, and what destroys the
 * field's key erases the file.
 */
public final class FileKey {

    private final Suite suite;
    private final byte[] secret;

    private FileKey(Suite suite, byte[] secret) {
        this.suite = suite;
        this.secret = secret;
    }

    static FileKey drawn(Suite suite) {
        return new FileKey(suite, Suite.secret());
    }

    /** Reads what {@link #word()} wrote. */
    public static FileKey of(String word) {
        int space = word.indexOf(' ');
        return new FileKey(
                Suite.valueOf(word.substring(0, space)),
                HexFormat.of().parseHex(word.substring(space + 1)));
    }

    /** To be stored closed, and nowhere else. */
    public String word() {
        return suite.name() + " " + HexFormat.of().formatHex(secret);
    }

    /**
     * @param place what the bytes are: they open as the same only
     */
    public byte[] close(byte[] plain, String place) {
        return suite.close(secret, plain, place.getBytes(UTF_8));
    }

    /**
     * @throws IllegalArgumentException for bytes that were changed, or brought from another place
     */
    public byte[] open(byte[] closed, String place) {
        return suite.open(secret, closed, place.getBytes(UTF_8));
    }
}
