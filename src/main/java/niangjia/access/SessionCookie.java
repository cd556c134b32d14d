package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;

/**
 * The session's number goes out with a mark under a key that is not in the database: whoever reads
 * there the numbers of those who are in comes in with none of them.
 */
final class SessionCookie implements CookieSerializer {

    private final CookieSerializer cookie;
    private final Bound bound;

    SessionCookie(CookieSerializer cookie, Bound bound) {
        this.cookie = cookie;
        this.bound = bound;
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        String number = value.getCookieValue();
        // An empty one takes the cookie away.
        cookie.writeCookieValue(
                number.isEmpty()
                        ? value
                        : new CookieValue(
                                value.getRequest(),
                                value.getResponse(),
                                number + "." + mark(number)));
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookie.readCookieValues(request).stream()
                .flatMap(sent -> number(sent).stream())
                .toList();
    }

    private List<String> number(String sent) {
        int dot = sent.lastIndexOf('.');
        if (dot < 0) {
            return List.of();
        }
        String number = sent.substring(0, dot);
        try {
            byte[] mark = Base64.getUrlDecoder().decode(sent.substring(dot + 1));
            return Bound.fits(mark, bound.session(number)) ? List.of(number) : List.of();
        } catch (IllegalArgumentException nonsense) {
            return List.of();
        }
    }

    private String mark(String number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bound.session(number));
    }
}
