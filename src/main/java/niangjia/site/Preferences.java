package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The language and the size of type that a browser keeps, in cookies; two small forms change them.
 */
@Controller
class Preferences {

    private static final String LANGUAGE = "lang";
    private static final String TYPE = "type";
    private static final Duration YEAR = Duration.ofDays(365);

    /**
     * Pages are Chinese unless she chose English: a phone's own language says little about who
     * holds it. A program says what it reads.
     */
    static Locale language(HttpServletRequest request) {
        if (Accident.isForMachines(request)) {
            // Asked without a header, the server would answer with the machine's language.
            boolean english =
                    request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null
                            && request.getLocale().getLanguage().equals("en");
            return english ? Texts.ENGLISH : Texts.CHINESE;
        }
        return "en".equals(Cookies.value(request, LANGUAGE)) ? Texts.ENGLISH : Texts.CHINESE;
    }

    static int type(HttpServletRequest request) {
        return switch (Cookies.value(request, TYPE)) {
            case "2" -> 2;
            case "3" -> 3;
            case null, default -> 1;
        };
    }

    static String comeBackTo(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            return Accident.path(request);
        }
        // A form shown again has the address it was sent to, where nothing is to be read.
        String referer = request.getHeader(HttpHeaders.REFERER);
        try {
            return referer == null ? "/" : Paths.oursOr(URI.create(referer).getRawPath(), "/");
        } catch (IllegalArgumentException nonsense) {
            return "/";
        }
    }

    @PostMapping("/language")
    GoTo language(
            @RequestParam String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        keep(response, LANGUAGE, to.equals("en") ? "en" : "zh");
        return new GoTo(Paths.oursOr(back, "/"));
    }

    @PostMapping("/type")
    GoTo type(
            @RequestParam int to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        keep(response, TYPE, String.valueOf(Math.clamp(to, 1, 3)));
        return new GoTo(Paths.oursOr(back, "/"));
    }

    private static void keep(HttpServletResponse response, String name, String value) {
        response.addHeader(HttpHeaders.SET_COOKIE, Cookies.kept(name, value, YEAR).toString());
    }
}
