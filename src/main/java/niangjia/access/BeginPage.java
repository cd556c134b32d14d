package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** The first real account of an installation, opened with the link that the console printed. */
public record BeginPage(
        String token,
        String name,
        String login,
        String code,
        @Nullable String mistake,
        @Nullable String field)
        implements PageModel {

    @Override
    public String template() {
        return "access/begin";
    }
}
