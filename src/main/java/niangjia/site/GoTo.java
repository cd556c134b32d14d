package niangjia.site;

/** Done; the browser goes on to another page of ours (303). The path begins with a single slash. */
public record GoTo(String path) implements Answer {

    public GoTo {
        if (!Paths.isOurs(path)) {
            throw new IllegalArgumentException("not a path of ours");
        }
    }

    /** Where a form wished to go on to, if that is a page of ours. */
    public static GoTo wished(String path, String otherwise) {
        return new GoTo(Paths.oursOr(path, otherwise));
    }
}
