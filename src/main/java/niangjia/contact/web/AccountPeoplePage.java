package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.HerPeople;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** The pages in her account. */
public record AccountPeoplePage(List<HerPeople.View> pages, String typed, @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/account";
    }
}
