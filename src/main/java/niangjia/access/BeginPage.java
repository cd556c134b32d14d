package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The first real account of an installation, opened with the link that the console printed.
 *
 * @param provider what the organisation's own sign-in is called; none: there is none
 */
public record BeginPage(
        String token,
        String name,
        String login,
        String code,
        @Nullable String provider,
        @Nullable String mistake,
        @Nullable String field)
        implements PageModel {

    @Override
    public String template() {
        return "access/begin";
    }
}
