package niangjia.site;

/** A page with another status than 200, such as a form with mistakes. */
public record Shown(int status, PageModel page) implements Answer {

    /** The form again, with its mistakes at their fields and everything typed still there (422). */
    public static Shown wrong(PageModel page) {
        return new Shown(422, page);
    }

    /** What was asked for is not here (404), told by a page of the module's own. */
    public static Shown missing(PageModel page) {
        return new Shown(404, page);
    }
}
