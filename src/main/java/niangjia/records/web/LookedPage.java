package niangjia.records.web;

import java.util.List;
import niangjia.records.queries.ReadLog;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who did and who looked, in a branch; the latest first. Sealed matters are in no such list.
 *
 * @param next the cursor of what is older, or null at the end
 */
public record LookedPage(List<ReadLog.Line> lines, ReadLog.Asked asked, @Nullable String next)
        implements PageModel {

    /** The address of this list with the same filters, from a cursor on. */
    static String address(String path, ReadLog.Asked asked, @Nullable String after) {
        return path
                + "?day="
                + (asked.day() == null ? "" : asked.day())
                + "&seat="
                + (asked.seat() == null ? "" : asked.seat())
                + (asked.openings() ? "&only=openings" : "")
                + (after == null ? "" : "&after=" + after);
    }

    public String older() {
        return address("/records", asked, next);
    }

    @Override
    public String template() {
        return "records/looked";
    }
}
