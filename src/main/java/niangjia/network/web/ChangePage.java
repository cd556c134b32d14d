package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.StillAsSeen;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed about a unit.
 *
 * @param kinds of units that may hang below it
 * @param act the form that is open
 */
public record ChangePage(
        Place place,
        List<Place> path,
        List<ReadUnits.Kind> kinds,
        LocalDate today,
        String act,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/change";
    }

    public String seen() {
        return StillAsSeen.mark(place);
    }

    public String typed(String of, String field) {
        return of.equals(act) ? typed.getOrDefault(field, "") : "";
    }

    public String day(String of, String field) {
        String day = typed(of, field);
        return day.isEmpty() ? today.toString() : day;
    }

    public boolean unfounded() {
        return place.standing() == Place.Standing.LISTED
                || place.standing() == Place.Standing.UNKNOWN;
    }
}
