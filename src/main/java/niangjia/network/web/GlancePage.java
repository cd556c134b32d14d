package niangjia.network.web;

import java.util.List;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;

/**
 * A glance at what lies below a unit, for a page that shows something else first: tiles and the
 * first blind spots.
 */
public record GlancePage(
        Place place, List<ReadUnits.Below> tiles, List<ReadUnits.Blind> blind, long blindSpots)
        implements PageModel {

    @Override
    public String template() {
        return "network/glance";
    }
}
