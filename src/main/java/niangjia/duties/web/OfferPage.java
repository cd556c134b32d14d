package niangjia.duties.web;

import java.time.LocalDate;
import java.util.List;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;

/** The form for offering work to a place. */
public record OfferPage(
        List<Place> path,
        Place place,
        List<Place> below,
        List<SeatHeld> people,
        boolean leads,
        LocalDate today,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/offer";
    }
}
