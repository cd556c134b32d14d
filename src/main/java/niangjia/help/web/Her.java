package niangjia.help.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import niangjia.help.RequestId;
import niangjia.help.tasks.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that stands for her receipts on this phone: the tokens of her private links, the
 * latest first. As soon as one of them is of a sealed matter the browser forgets them when it is
 * closed.
 */
@Component
class Her {

    private static final String COOKIE = "mine";
    private static final int MOST = 5;

    private final Receipts receipts;

    Her(Receipts receipts) {
        this.receipts = receipts;
    }

    static List<String> tokens(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty()
                ? List.of()
                : Arrays.stream(cookie.getValue().split("\\.")).limit(MOST).toList();
    }

    /** Her requests on this phone, the latest first. */
    List<RequestId> requests(HttpServletRequest request) {
        return opened(tokens(request));
    }

    private List<RequestId> opened(List<String> tokens) {
        return tokens.stream().map(receipts::byToken).flatMap(Optional::stream).toList();
    }

    /** One more of hers; what is sealed never enters a cookie that lasts. */
    ResponseCookie with(HttpServletRequest request, String token) {
        List<String> all =
                Stream.concat(Stream.of(token), tokens(request).stream())
                        .distinct()
                        .limit(MOST)
                        .toList();
        return cookie(
                String.join(".", all),
                receipts.anySealed(opened(all)) ? null : Duration.ofDays(30));
    }

    /** The same without a day, where one of hers was sealed since the cookie was set. */
    Optional<ResponseCookie> noLongerLasting(HttpServletRequest request) {
        List<String> all = tokens(request);
        return receipts.anySealed(opened(all))
                ? Optional.of(cookie(String.join(".", all), null))
                : Optional.empty();
    }

    static ResponseCookie forgotten() {
        return cookie("", Duration.ZERO);
    }

    private static ResponseCookie cookie(String value, @Nullable Duration kept) {
        var cookie = ResponseCookie.from(COOKIE, value).httpOnly(true).sameSite("Lax").path("/");
        return kept == null ? cookie.build() : cookie.maxAge(kept).build();
    }
}
