package niangjia.site;

import java.util.List;

/**
 * Tells in plain words what happened and what to do next.
 *
 * @param name the status, or another word for a state of its own such as {@code expired}
 * @param reason the key of a text that says it better, or empty
 */
public record ErrorPage(String name, String reason, List<Object> details) implements PageModel {

    /** A link or a form whose time is over. */
    public static ErrorPage expired() {
        return new ErrorPage("expired", "", List.of());
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
