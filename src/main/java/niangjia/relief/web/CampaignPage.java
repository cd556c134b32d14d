package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import niangjia.network.Place;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A campaign, for everybody.
 *
 * @param ledger its last lines, masked
 * @param past what its federation vouched for before
 * @param address the whole address, to be passed on
 * @param picture the whole address of its first picture
 */
public record CampaignPage(
        ReadRelief.View view,
        List<Place> path,
        List<ReadRelief.Line> ledger,
        ReadRelief.@Nullable Past past,
        String address,
        @Nullable String picture,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/campaign";
    }

    public boolean takesMore() {
        return view.takesMore(now);
    }
}
