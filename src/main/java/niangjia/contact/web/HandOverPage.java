package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.Households;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Seats whose pairings are to go to others, and who could take them. */
public record HandOverPage(
        List<Place> path,
        List<Households.Waiting> seats,
        List<Households.Taker> takers,
        SeatId own,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/handOver";
    }
}
