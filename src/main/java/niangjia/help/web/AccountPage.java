package niangjia.help.web;

import java.util.List;
import niangjia.access.AccountLink;
import niangjia.help.tasks.Gathered;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What she has gathered into her account.
 *
 * @param links what of other promises is kept in it
 * @param typed the code that was not taken
 */
public record AccountPage(
        List<Gathered.Line> lines, List<AccountLink> links, String typed, @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "help/account";
    }
}
