package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of federation in a province.
 *
 * @param inForce what may be founded there today, its own kinds and the whole country's
 */
public record KindsPage(
        Place place,
        List<Place> path,
        List<ReadUnits.Kind> inForce,
        List<ReadUnits.OwnKind> own,
        LocalDate today,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/kinds";
    }

    public List<ReadUnits.Kind> beside() {
        return inForce.stream().filter(k -> !k.territorial()).toList();
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String day(String kind) {
        return typed("kind").equals(kind) && !typed("day").isEmpty()
                ? typed("day")
                : today.toString();
    }
}
