package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private links of one kind that were opened on this phone.
 *
 * @param cookie in which their tokens stand, the latest first
 */
public record PrivateLinks(String cookie) {

    private static final int MOST = 5;

    public List<String> tokens(HttpServletRequest request) {
        String kept = Cookies.value(request, cookie);
        return kept == null || kept.isEmpty()
                ? List.of()
                : Arrays.stream(kept.split("\\.")).limit(MOST).toList();
    }

    /** What {@code Set-Cookie} says once this one was opened too. */
    public String with(HttpServletRequest request, String token) {
        return Cookies.kept(
                        cookie,
                        String.join(
                                ".",
                                Stream.concat(Stream.of(token), tokens(request).stream())
                                        .distinct()
                                        .limit(MOST)
                                        .toList()),
                        Duration.ofDays(30))
                .toString();
    }

    public String forgotten() {
        return Cookies.kept(cookie, "", Duration.ZERO).toString();
    }
}
