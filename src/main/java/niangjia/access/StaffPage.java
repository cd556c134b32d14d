package niangjia.access;

import java.util.List;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the seats of a place, and their accounts.
 *
 * @param waits what was asked waits for a second person
 * @param link just made, to be handed over; shown this once
 */
public record StaffPage(
        List<Place> path,
        Place place,
        List<Holder> holders,
        List<Place> below,
        @Nullable String link,
        boolean waits,
        @Nullable String mistake)
        implements PageModel {

    /**
     * Somebody who holds a seat, and whether she has an account.
     *
     * @param givingBack whether somebody asked to give it back: {@code NO}, {@code MINE} or {@code
     *     ANOTHERS}
     */
    public record Holder(
            UUID seat,
            String knownAs,
            String post,
            boolean account,
            boolean invited,
            String givingBack) {}

    @Override
    public String template() {
        return "access/staff";
    }
}
