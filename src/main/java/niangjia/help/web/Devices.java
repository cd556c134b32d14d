package niangjia.help.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * Tells devices apart by the random cookie that every form's page sets; it says nothing else of
 * anybody.
 */
final class Devices {

    private Devices() {}

    static String of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, "form");
        return cookie == null ? "none" : cookie.getValue();
    }
}
