package niangjia.access;

import java.util.List;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the seats of a place, and their accounts.
 *
 * @param link just made, to be handed over; shown this once
 */
public record StaffPage(
        List<Place> path,
        Place place,
        List<Holder> holders,
        List<Place> below,
        @Nullable String link,
        @Nullable String mistake)
        implements PageModel {

    /** Somebody who holds a seat, and whether she has an account. */
    public record Holder(
            UUID seat, String knownAs, String post, boolean account, boolean invited) {}

    @Override
    public String template() {
        return "access/staff";
    }
}
