package niangjia.site;

import java.util.regex.Pattern;

/**
 * An address whose form takes files; the module that owns it contributes it as a bean.
 *
 * @param mostBytes what the whole form may weigh
 */
public record TakesFiles(Pattern address, long mostBytes) {

    /**
     * Of a form with pictures and documents: a few of them, each told by itself if it is too large.
     */
    private static final long PICTURES = 100L << 20;

    /** A form with pictures and documents; {@code {}} stands for an id. */
    public static TakesFiles pictures(String address) {
        return new TakesFiles(Pattern.compile(address.replace("{}", "[0-9a-fA-F-]{36}")), PICTURES);
    }
}
