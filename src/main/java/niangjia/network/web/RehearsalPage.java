package niangjia.network.web;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.UnitFacts;
import niangjia.network.queries.Tally;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What a change would touch, before it is done; it has been tried and taken back.
 *
 * @param other the new parent or the successor
 */
public record RehearsalPage(
        Place place,
        List<Place> path,
        String act,
        Map<String, String> typed,
        @Nullable Place other,
        Tally tally,
        List<UnitFacts.Fact> facts)
        implements PageModel {

    @Override
    public String template() {
        return "network/rehearsal";
    }
}
