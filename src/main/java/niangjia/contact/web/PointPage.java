package niangjia.contact.web;

import java.util.List;
import java.util.Map;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadPoints;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** One point: a day there, or another word about it. */
public record PointPage(
        List<Place> path,
        ReadPoints.Point point,
        boolean leads,
        List<Households.Taker> keepers,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/point";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    /** What she typed, or what stands there. */
    public String value(String field, String there) {
        return typed.getOrDefault(field, there);
    }

    public List<String> kinds() {
        return niangjia.contact.tasks.ContactPoints.KINDS;
    }
}
