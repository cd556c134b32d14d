package niangjia.records.web;

import niangjia.records.Root;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The newest root in full, and how to check a receipt by it.
 *
 * @param root null before the first entry is sealed
 */
public record RootPage(@Nullable Root root) implements PageModel {

    @Override
    public String template() {
        return "records/root";
    }
}
