package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import niangjia.network.Place;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What is open.
 *
 * @param within only of this place and below
 * @param path the places above it
 * @param by all that this federation vouched for, ended or not
 * @param next where the list goes on
 */
public record ReliefListPage(
        List<ReadRelief.Card> cards,
        @Nullable Place within,
        List<Place> path,
        @Nullable Place by,
        @Nullable String next,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/list";
    }
}
