package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadWork;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The work that is asked of a unit.
 *
 * @param open in it and below it, as the kept sums tell
 * @param inHand the same
 */
public record PlacePage(
        List<Place> path,
        Place place,
        List<Place> below,
        List<ReadWork.Line> lines,
        @Nullable String next,
        long open,
        long inHand,
        boolean leads)
        implements PageModel {

    @Override
    public String template() {
        return "duties/place";
    }
}
