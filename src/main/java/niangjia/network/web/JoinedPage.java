package niangjia.network.web;

import java.util.List;
import niangjia.network.queries.ReadMembers;
import niangjia.site.PageModel;

/**
 * The federations that she joined, as far as this browser holds their links.
 *
 * @param left she has just left one
 */
public record JoinedPage(List<One> all, boolean left) implements PageModel {

    /**
     * One of them.
     *
     * @param link the whole private link
     */
    public record One(ReadMembers.Hers hers, String link) {}

    @Override
    public String template() {
        return "network/joined";
    }
}
