package niangjia.relief.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.WebUtils;

/** Whole addresses, and the cookie that stands for the pledges made on this phone. */
final class Links {

    private static final String COOKIE = "pledges";
    private static final int MOST = 5;

    private Links() {}

    static String to(HttpServletRequest request, String path) {
        return ServletUriComponentsBuilder.fromContextPath(request).toUriString() + path;
    }

    /** The tokens of the pledges, the latest first. */
    static List<String> tokens(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty()
                ? List.of()
                : Arrays.stream(cookie.getValue().split("\\.")).limit(MOST).toList();
    }

    static String with(HttpServletRequest request, String token) {
        return cookie(
                String.join(
                        ".",
                        Stream.concat(Stream.of(token), tokens(request).stream())
                                .distinct()
                                .limit(MOST)
                                .toList()),
                Duration.ofDays(30));
    }

    static String forgotten() {
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration kept) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .sameSite("Lax")
                .path("/")
                .maxAge(kept)
                .build()
                .toString();
    }
}
