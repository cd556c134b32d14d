package niangjia.relief.web;

import java.time.Instant;
import niangjia.relief.queries.ReadPledge;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;

/** A paper on the name of who pledged, to print. */
public record PaperPage(ReadPledge.View pledge, ReadRelief.View campaign, Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/paper";
    }
}
