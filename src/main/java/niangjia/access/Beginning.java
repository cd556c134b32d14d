package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds a link has gone to the provider to begin with it. It is kept in the session of
 * her browser, for the one trip that begins on that page, and is used up by it.
 *
 * @param page of the link
 * @param name she typed it there, on the page of the first account
 * @param code so too
 */
record Beginning(String page, String name, String code) {

    /** Asked for on the way out: this trip is the one. */
    static final String WISHED = "begin";

    private static final String KEPT = "beginning";

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(KEPT, new String[] {page, name, code, ""});
    }

    /** She goes out with this state, by which she is known again. */
    static void goesOut(HttpServletRequest request, String state) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(KEPT) instanceof String[] kept) {
            session.setAttribute(KEPT, new String[] {kept[0], kept[1], kept[2], state});
        }
    }

    /** She is back from that trip. */
    static Optional<Beginning> comesBack(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEPT) instanceof String[] kept)) {
            return Optional.empty();
        }
        session.removeAttribute(KEPT);
        return !kept[3].isEmpty() && kept[3].equals(request.getParameter("state"))
                ? Optional.of(new Beginning(kept[0], kept[1], kept[2]))
                : Optional.empty();
    }

    /** Why she came back from there without having begun. */
    static @Nullable String mistake(String said) {
        return said.equals("others") || said.equals("refused") ? "access.provider." + said : null;
    }

    boolean first() {
        return page.startsWith("/begin/");
    }

    String token() {
        return page.substring(page.lastIndexOf('/') + 1);
    }
}
