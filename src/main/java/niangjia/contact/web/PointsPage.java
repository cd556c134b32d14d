package niangjia.contact.web;

import java.util.List;
import java.util.Map;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadPoints;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Points of contact that a federation keeps.
 *
 * @param places where one can be opened; none for who does not decide
 */
public record PointsPage(
        List<Place> path,
        List<ReadPoints.Point> points,
        List<Place> places,
        List<Households.Taker> keepers,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/points";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public List<String> kinds() {
        return niangjia.contact.tasks.ContactPoints.KINDS;
    }
}
