package niangjia.network.web;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadMembers;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who joined a federation, for its own seats.
 *
 * @param next the cursor of who came later, or null at the end
 */
public record MembersPage(
        Place place,
        List<Place> path,
        long howMany,
        List<ReadMembers.Member> members,
        @Nullable String next,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/members";
    }
}
