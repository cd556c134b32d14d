package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** One's own seat: on duty or away, what one is good at, which kinds one takes. */
public record MySeatPage(
        Place place,
        List<Place> path,
        ReadUnits.Seat seat,
        List<String> kinds,
        String skills,
        List<String> takes,
        String until,
        LocalDate today,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/my-seat";
    }
}
