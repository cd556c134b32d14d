package niangjia.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** What rests on the phone of who signs out. */
final class Pocket {

    /** Set by the phone itself while it holds what was not handed in yet. */
    static final String COOKIE = "pocket";

    private Pocket() {}

    /** Browsers heed the header on https and localhost; there alone a phone keeps anything. */
    static void forget(@Nullable Cookie waiting, HttpServletResponse response) {
        response.setHeader("Clear-Site-Data", "\"storage\"");
        if (waiting != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, "")
                            .path("/")
                            .maxAge(Duration.ZERO)
                            .sameSite("Strict")
                            .build()
                            .toString());
        }
    }
}
