package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import niangjia.help.HeldRequests;
import niangjia.network.Place;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;

/**
 * What is at work here, what came of what ended, and of which request something could be made.
 *
 * @param held requests that the seat has in hand
 */
public record DeskPage(
        List<Place> path,
        List<ReadRelief.Card> atWork,
        List<ReadRelief.Card> ended,
        List<HeldRequests.Held> held,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/desk";
    }
}
