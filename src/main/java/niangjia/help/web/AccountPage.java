package niangjia.help.web;

import java.util.List;
import niangjia.help.tasks.Gathered;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What she has gathered into her account.
 *
 * @param typed the code that was not taken
 */
public record AccountPage(List<Gathered.Line> lines, String typed, @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "help/account";
    }
}
