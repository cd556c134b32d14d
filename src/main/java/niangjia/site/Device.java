package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells devices apart by the random cookie that every form's page sets; it says nothing else of
 * anybody.
 */
public final class Device {

    private Device() {}

    /** The same word for all that have seen no form yet. */
    public static String of(HttpServletRequest request) {
        String known = known(request);
        return known == null ? "none" : known;
    }

    public static @Nullable String known(HttpServletRequest request) {
        return Cookies.value(request, FormBinding.COOKIE);
    }
}
