package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Ties a form's token to the browser it was shown in, by a random cookie that says nothing else.
 */
final class FormBinding {

    static final String COOKIE = "form";
    private static final SecureRandom RANDOM = new SecureRandom();

    private FormBinding() {}

    static String of(HttpServletRequest request, HttpServletResponse response) {
        String known = read(request);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String binding = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        request.setAttribute(COOKIE, binding);
        response.addHeader(HttpHeaders.SET_COOKIE, Cookies.passing(COOKIE, binding).toString());
        return binding;
    }

    static @Nullable String read(HttpServletRequest request) {
        String cookie = Cookies.value(request, COOKIE);
        if (cookie != null && cookie.length() == 22) {
            return cookie;
        }
        return request.getAttribute(COOKIE) instanceof String fresh ? fresh : null;
    }
}
