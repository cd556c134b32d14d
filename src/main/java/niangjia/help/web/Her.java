package niangjia.help.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import niangjia.help.RequestId;
import niangjia.help.tasks.Receipts;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that stands for her receipts on this phone: the tokens of her private links, the
 * latest first. Of a sealed matter the browser forgets it when it is closed, and it is the only one
 * in the cookie.
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
        return tokens(request).stream().map(receipts::byToken).flatMap(Optional::stream).toList();
    }

    static ResponseCookie with(HttpServletRequest request, String token, boolean sealed) {
        List<String> all = new ArrayList<>(List.of(token));
        if (!sealed) {
            tokens(request).stream().filter(t -> !t.equals(token)).forEach(all::add);
        }
        return cookie(
                String.join(".", all.subList(0, Math.min(MOST, all.size()))),
                sealed ? null : Duration.ofDays(30));
    }

    static ResponseCookie forgotten() {
        return cookie("", Duration.ZERO);
    }

    private static ResponseCookie cookie(
            String value, @org.jspecify.annotations.Nullable Duration kept) {
        var cookie = ResponseCookie.from(COOKIE, value).httpOnly(true).sameSite("Lax").path("/");
        return kept == null ? cookie.build() : cookie.maxAge(kept).build();
    }
}
