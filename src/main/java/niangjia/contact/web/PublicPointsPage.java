package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.ReadPoints;
import niangjia.network.Place;
import niangjia.site.PageModel;

/** The points of contact of a unit, for everyone. */
public record PublicPointsPage(Place place, List<Place> path, List<ReadPoints.Point> points)
        implements PageModel {

    @Override
    public String template() {
        return "contact/publicPoints";
    }
}
