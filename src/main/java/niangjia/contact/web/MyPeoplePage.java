package niangjia.contact.web;

import java.util.Map;
import java.util.UUID;
import niangjia.access.ReceiptCode;
import niangjia.contact.queries.HerPeople;
import niangjia.help.AskForHer;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Her own page.
 *
 * @param requests her requests that came of visits, as far as none is sealed
 * @param others how many more pages this phone holds
 * @param account accounts are offered here
 */
public record MyPeoplePage(
        HerPeople.View view,
        Map<UUID, AskForHer.Standing> requests,
        ReceiptCode code,
        String link,
        int others,
        int at,
        boolean account,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/mine";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
