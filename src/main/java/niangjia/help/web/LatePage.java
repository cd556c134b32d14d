package niangjia.help.web;

import java.util.List;
import niangjia.help.queries.Board;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Late requests of a branch, the longest overdue first.
 *
 * @param next the cursor of what follows, or null at the end
 */
public record LatePage(List<Place> path, List<Board.Card> cards, @Nullable String next)
        implements PageModel {

    @Override
    public String template() {
        return "help/late";
    }
}
