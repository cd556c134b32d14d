package niangjia.duties.web;

import java.time.LocalDate;
import java.util.List;
import niangjia.duties.queries.ReadYear;
import niangjia.network.Place;
import niangjia.site.PageModel;

/** A federation's year, with all below it: sums that the work itself kept. */
public record YearPage(
        List<Place> path,
        Place place,
        int year,
        LocalDate today,
        long visits,
        long done,
        long projects,
        ReadYear.Requests requests,
        List<ReadYear.Part> ended)
        implements PageModel {

    @Override
    public String template() {
        return "duties/year";
    }
}
