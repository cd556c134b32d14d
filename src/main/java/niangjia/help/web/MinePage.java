package niangjia.help.web;

import java.util.List;
import niangjia.access.ReceiptCode;
import niangjia.help.Alongside;
import niangjia.help.OnSealing;
import niangjia.help.queries.Hers;
import niangjia.messages.Messages;
import niangjia.records.Root;
import niangjia.shared.Refused;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Her request: the next promise, what happened, who has looked, and her word.
 *
 * @param word link and code open it with her word only
 * @param account she may gather it into an account
 * @param others how many more of her requests this phone knows
 * @param at which of them is shown, the latest first
 * @param news what was told to her and she has not seen yet
 * @param root the newest seal of the log
 * @param alongside who may have begun something else for it
 * @param choices what can be done in a sealed matter
 */
public record MinePage(
        Hers.View request,
        ReceiptCode code,
        String link,
        boolean word,
        boolean account,
        int others,
        int at,
        boolean estimated,
        String typed,
        @Nullable Refused mistake,
        List<String> feelings,
        List<Messages.Line> news,
        @Nullable Root root,
        List<Alongside> alongside,
        List<OnSealing.Choice> choices)
        implements PageModel {

    /** What was wrong. */
    public String told(Look look) {
        return mistake == null ? "" : look.t(mistake.key(), mistake.details());
    }

    /** The input that the mistake is about. */
    public String wrong() {
        return mistake == null || mistake.field().isEmpty() ? "words" : mistake.field();
    }

    /** What else was begun for it; nothing of what is sealed. */
    public List<Alongside.Part> beside(Look look) {
        return request.sealed()
                ? List.of()
                : alongside.stream()
                        .flatMap(one ->
                                one.of(List.of(request.id().value()), look).values().stream())
                        .toList();
    }

    @Override
    public String template() {
        return "help/mine";
    }
}
