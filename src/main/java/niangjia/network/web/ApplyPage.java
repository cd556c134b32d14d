package niangjia.network.web;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** An organisation asks to move in. */
public record ApplyPage(
        Place place,
        List<Place> path,
        List<ReadUnits.Kind> kinds,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/apply";
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }
}
