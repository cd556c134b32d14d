package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Why a form was not taken, whatever stood in it. Noted with its request for the module that knows
 * who sent it.
 */
public enum NotTaken {
    /** It was shown more than a day ago. */
    STALE,
    /** Its token is missing, changed, or that of another browser. */
    FORGED,
    /** Another site sent it. */
    FOREIGN,
    /** It came too often. */
    TOO_OFTEN;

    private static final String NOTED = NotTaken.class.getName();

    public void note(HttpServletRequest request) {
        request.setAttribute(NOTED, this);
    }

    public static Optional<NotTaken> of(HttpServletRequest request) {
        return Optional.ofNullable((NotTaken) request.getAttribute(NOTED));
    }
}
