package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Links an account at the organisation's provider to the own one, after asking once more. */
public record ProviderPage(String name, @Nullable String subject, @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "access/provider";
    }
}
