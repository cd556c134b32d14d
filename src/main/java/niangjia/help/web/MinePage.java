package niangjia.help.web;

import java.util.List;
import niangjia.help.model.ReceiptCode;
import niangjia.help.queries.Hers;
import niangjia.records.Root;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Her request: the next promise, what happened, who has looked, and her word.
 *
 * @param others how many more of her requests this phone knows
 * @param at which of them is shown, the latest first
 * @param root the newest seal of the log
 */
public record MinePage(
        Hers.View request,
        ReceiptCode code,
        String link,
        int others,
        int at,
        boolean estimated,
        String typed,
        @Nullable Refused mistake,
        List<String> feelings,
        @Nullable Root root)
        implements PageModel {

    /** Where the field is that has to be mended. */
    public String at(Refused refused) {
        return refused.field().equals("file") ? "file" : "words";
    }

    @Override
    public String template() {
        return "help/mine";
    }
}
