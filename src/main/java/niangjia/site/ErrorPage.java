package niangjia.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells in plain words what happened and what to do next.
 *
 * @param name the status, or another word for a state of its own such as {@code expired}
 * @param reason the key of a text that says it better, or empty
 * @param again what she sent, so that nothing typed is lost, or null where there is nothing to send
 *     again
 */
public record ErrorPage(String name, String reason, List<Object> details, @Nullable Again again)
        implements PageModel {

    /**
     * A form that was not taken, to be sent once more as it is.
     *
     * @param words the longest thing typed, to be seen
     */
    public record Again(String action, List<Field> fields, String words) {}

    /** What one input held. */
    public record Field(String name, String value) {}

    ErrorPage(String name, String reason, List<Object> details) {
        this(name, reason, details, null);
    }

    /** A link or a form whose time is over. */
    public static ErrorPage expired() {
        return new ErrorPage("expired", "", List.of());
    }

    ErrorPage offering(@Nullable Again form) {
        return new ErrorPage(name, reason, details, form);
    }

    @Override
    public String template() {
        return "site/error";
    }

    public String title() {
        return "site.error." + name;
    }

    public String happened(Look look) {
        return reason.isEmpty() ? look.t(title() + ".happened") : look.t(reason, details.toArray());
    }

    public String next() {
        return title() + ".next";
    }
}
