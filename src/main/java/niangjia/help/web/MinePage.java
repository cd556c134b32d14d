package niangjia.help.web;

import java.util.List;
import niangjia.help.model.ReceiptCode;
import niangjia.help.queries.Hers;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Her request: the next promise, what happened, who has looked, and her word.
 *
 * @param others how many more of her requests this phone knows
 * @param at which of them is shown, the latest first
 */
public record MinePage(
        Hers.View request,
        ReceiptCode code,
        String link,
        int others,
        int at,
        boolean estimated,
        String typed,
        @Nullable String mistake,
        List<String> feelings)
        implements PageModel {

    @Override
    public String template() {
        return "help/mine";
    }
}
