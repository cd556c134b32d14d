package niangjia.contact.web;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** A form: somebody is paired with a woman or a household. */
public record PairPage(
        List<Place> path, List<Place> places, Map<String, String> typed, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/pair";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
