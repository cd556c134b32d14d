package niangjia.duties.web;

import java.time.LocalDate;
import java.util.List;
import niangjia.duties.queries.ReadYear;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;

/** The duty report of a seat: what it did in a year, and nothing that somebody typed for it. */
public record ReportPage(
        List<Place> path,
        SeatHeld seat,
        int year,
        LocalDate today,
        List<ReadYear.Holder> holders,
        ReadYear.Sum sum,
        List<ReadYear.Done> done,
        List<ReadYear.Part> parts,
        long steps)
        implements PageModel {

    @Override
    public String template() {
        return "duties/report";
    }
}
