package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadWork;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What she has in hand, what she may take, and what her federation offered.
 *
 * @param next the cursor of the rest of the offers, or null
 */
public record DutiesPage(
        List<Place> path,
        SeatHeld me,
        List<ReadWork.Line> hers,
        List<ReadWork.Line> offers,
        @Nullable String next,
        List<ReadWork.Line> offered)
        implements PageModel {

    @Override
    public String template() {
        return "duties/duties";
    }

    public boolean leads() {
        return !me.post().equals("EXECUTIVE_MEMBER");
    }
}
