package niangjia.help.web;

import java.util.List;
import niangjia.access.ReceiptCode;
import niangjia.help.model.Kind;
import niangjia.network.Place;
import niangjia.records.Root;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A member asks for a woman who cannot; and, once sent, the receipt to read to her.
 *
 * @param places where she may live: the member's place and what lies right below it
 * @param code her receipt, or null before it is sent
 * @param filesLost files were chosen, which no browser keeps from one page to the next
 */
public record ForHerPage(
        List<Place> path,
        List<Place> places,
        ForHerForm form,
        @Nullable String mistake,
        @Nullable String field,
        Object[] details,
        @Nullable ReceiptCode code,
        @Nullable String answers,
        @Nullable Root root,
        boolean filesLost)
        implements PageModel {

    /** What the member typed. */
    public record ForHerForm(
            @Nullable String name,
            @Nullable String text,
            @Nullable String place,
            @Nullable String kind,
            @Nullable String contact,
            @Nullable String safe,
            @Nullable String notBy,
            @Nullable String consent) {

        public String typed(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    public Kind[] kinds() {
        return Kind.values();
    }

    @Override
    public String template() {
        return "help/for-her";
    }
}
