package niangjia.contact.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadRelays;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A member's households by the day of the next visit, and what waits for her word.
 *
 * @param next the cursor of the rest, or null
 * @param women how many a member is paired with, as is agreed; to plan by, never held against her
 * @param waiting corrections of hers of which one is to be chosen
 * @param toHandOver seats whose pairings wait for somebody
 */
public record HouseholdsPage(
        List<Place> path,
        List<Households.Line> lines,
        @Nullable String next,
        LocalDate today,
        Households.Plan plan,
        int women,
        int visits,
        List<Households.Proposed> proposed,
        List<UUID> waiting,
        List<ReadRelays.Line> relays,
        int toHandOver)
        implements PageModel {

    @Override
    public String template() {
        return "contact/households";
    }
}
