package niangjia.help.web;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Back to her request with the code of her receipt.
 *
 * @param account accounts are offered here
 */
public record CodePage(String typed, @Nullable String mistake, boolean account)
        implements PageModel {

    @Override
    public String template() {
        return "help/code";
    }
}
