package niangjia.relief.web;

import java.time.Instant;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;

/** Its living part: how much is taken, left and delivered. */
public record CampaignNow(ReadRelief.View view, Instant now) implements PageModel {

    @Override
    public String template() {
        return "relief/campaign-now";
    }
}
