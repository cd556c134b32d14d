package niangjia.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * 快速离开: an ordinary calendar in place of the page, or another site where the operator names one.
 * This one GET changes something, on her side only: the browser forgets us, as she asked by
 * leaving.
 */
@Controller
class QuickExit {

    private final String elsewhere;

    /**
     * @param elsewhere a whole address to leave to, empty for our own calendar
     */
    QuickExit(@Value("${niangjia.exit:}") String elsewhere) {
        this.elsewhere = elsewhere;
    }

    @GetMapping("/leave")
    @Nullable Answer leave(HttpServletRequest request, HttpServletResponse response, Look look) {
        // Another site's picture or link must not make a browser forget its sign-in.
        if (!"cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            forget(request, response);
        }
        if (elsewhere.isBlank()) {
            return new Almanac(look.today());
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, elsewhere);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return null;
    }

    /**
     * Browsers heed the header only on https and localhost; the cookies are taken back by hand as
     * well.
     */
    private static void forget(HttpServletRequest request, HttpServletResponse response) {
        // What a member wrote without signal and nobody else has yet stays, closed, on her phone.
        boolean waiting = Cookies.value(request, "pocket") != null;
        response.setHeader(
                "Clear-Site-Data",
                waiting ? "\"cache\", \"cookies\"" : "\"cache\", \"cookies\", \"storage\"");
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        Cookies.kept(cookie.getName(), "", Duration.ZERO).toString());
            }
        }
    }
}
