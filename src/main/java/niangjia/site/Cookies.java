package niangjia.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The few cookies of this module: read by the server only, never sent along from other sites'
 * forms.
 */
final class Cookies {

    private Cookies() {}

    static ResponseCookie kept(String name, String value, Duration age) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }

    /** Gone when the browser closes. */
    static ResponseCookie passing(String name, String value) {
        return ResponseCookie.from(name, value).path("/").httpOnly(true).sameSite("Lax").build();
    }

    static @Nullable String value(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie == null ? null : cookie.getValue();
    }
}
