package niangjia.shared;

/**
 * Which part of a list is wanted: what comes after a cursor, never more than 200 rows.
 *
 * @param after the last row already seen, as the list itself wrote it; empty for the beginning
 * @param limit how many rows, 1 to 200
 */
public record Page(String after, int limit) {

    public static final int MOST = 200;

    public Page {
        if (limit < 1 || limit > MOST) {
            throw Refused.field("limit", "shared.page.limit", MOST);
        }
    }

    public static Page first(int limit) {
        return new Page("", limit);
    }
}
