package niangjia.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The place that this browser remembers, in a cookie and nowhere else. It comes from outside: look
 * the unit up before anything depends on it; the name is for showing only.
 */
public record Place(UnitId unit, String name) {

    private static final String COOKIE = "place";
    private static final int LONGEST = 120;

    /** The cookie that makes the browser remember this place for a year. */
    public ResponseCookie cookie() {
        String text =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
        return Cookies.kept(COOKIE, unit + "." + text, Duration.ofDays(365));
    }

    /** The cookie that makes the browser forget. */
    public static ResponseCookie forgotten() {
        return Cookies.kept(COOKIE, "", Duration.ZERO);
    }

    /** The remembered place, or null where none is or the cookie makes no sense. */
    public static @Nullable Place of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().length() < 38) {
            return null;
        }
        String value = cookie.getValue();
        try {
            byte[] name = Base64.getUrlDecoder().decode(value.substring(37));
            Place place =
                    new Place(
                            UnitId.of(value.substring(0, 36)),
                            new String(name, StandardCharsets.UTF_8));
            return place.name.length() > LONGEST ? null : place;
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }
}
