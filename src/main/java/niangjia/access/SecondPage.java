package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Proves a second time who somebody is.
 *
 * @param to where she goes on to; empty: her workbench
 * @param again she did so before, but too long ago for what she wants to open
 */
public record SecondPage(
        String to,
        boolean again,
        boolean app,
        boolean passkey,
        String host,
        @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "access/second";
    }
}
