package niangjia.site;

import org.jspecify.annotations.Nullable;

/** Which addresses are pages of ours, so that nobody is sent elsewhere by a forged link. */
final class Paths {

    private Paths() {}

    static boolean isOurs(@Nullable String path) {
        return path != null
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().noneMatch(c -> c <= ' ' || c == '\\' || c == 0x7f);
    }

    static String oursOr(@Nullable String path, String otherwise) {
        return path != null && isOurs(path) ? path : otherwise;
    }
}
