package niangjia.contact.web;

import java.util.List;
import java.util.Map;
import niangjia.contact.queries.ReadRelays;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A relay with its holders one after another.
 *
 * @param next who could take it over
 */
public record RelayPage(
        List<Place> path,
        ReadRelays.Opened relay,
        List<ReadRelays.Next> next,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/relay";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
