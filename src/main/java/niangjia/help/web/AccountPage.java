package niangjia.help.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.access.AccountLink;
import niangjia.help.tasks.Gathered;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What she has gathered into her account.
 *
 * @param news those of them in which something happened that she has not seen
 * @param links what of other promises is kept in it
 * @param typed the code that was not taken
 */
public record AccountPage(
        List<Gathered.Line> lines,
        Set<UUID> news,
        List<AccountLink> links,
        String typed,
        @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "help/account";
    }
}
