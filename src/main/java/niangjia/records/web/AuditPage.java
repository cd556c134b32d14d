package niangjia.records.web;

import java.util.List;
import niangjia.records.queries.ReadLog;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A day of a branch's log without content.
 *
 * @param next the cursor of what is older, or null at the end
 */
public record AuditPage(List<ReadLog.Line> lines, ReadLog.Asked asked, @Nullable String next)
        implements PageModel {

    public String older() {
        return LookedPage.address("/audit", asked, next);
    }

    /** The same day, and only what came from this seat. */
    public String of(ReadLog.Line line) {
        return LookedPage.address(
                "/audit",
                new ReadLog.Asked(asked.day(), line.seat(), asked.openings(), null),
                null);
    }

    @Override
    public String template() {
        return "records/audit";
    }
}
