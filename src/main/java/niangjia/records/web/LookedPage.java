package niangjia.records.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who did and who looked, in a branch; the latest first. Sealed matters are in no such list.
 *
 * @param next the cursor of what is older, or null at the end
 */
public record LookedPage(List<Line> lines, @Nullable String next) implements PageModel {

    /** What somebody did. */
    public record Line(
            UUID id,
            Instant at,
            String act,
            @Nullable String who,
            @Nullable String unit,
            @Nullable String reason) {}

    @Override
    public String template() {
        return "records/looked";
    }
}
