package niangjia.contact.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.contact.queries.Households;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A household: going there, what was told, what she added.
 *
 * @param code the receipt of what became a request just now, to be read to her
 */
public record HouseholdPage(
        List<Place> path,
        Households.Opened household,
        LocalDate today,
        List<String> kinds,
        Map<String, String> typed,
        @Nullable Refused mistake,
        @Nullable String code)
        implements PageModel {

    @Override
    public String template() {
        return "contact/household";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The form that was sent and is not fit yet. */
    public boolean sent(String act) {
        return mistake != null && typed.getOrDefault("act", "visit").equals(act);
    }

    public List<String> relayKinds() {
        return niangjia.contact.tasks.Relays.KINDS;
    }
}
