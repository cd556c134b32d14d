package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Who sits in a unit, for those who change it.
 *
 * @param typed what stood in the form that was refused
 */
public record CommitteePage(
        Place place,
        List<Place> path,
        List<ReadUnits.Term> terms,
        List<ReadUnits.Seat> seats,
        List<ReadUnits.Former> former,
        List<ReadUnits.Held> before,
        List<String> kinds,
        LocalDate today,
        Map<String, String> typed,
        @Nullable UUID at,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/committee";
    }

    /** What was typed into the form of a seat, and nothing in the others. */
    public String typed(@Nullable UUID seat, String field) {
        return java.util.Objects.equals(seat, at) ? typed.getOrDefault(field, "") : "";
    }

    public boolean open() {
        return terms.stream().anyMatch(t -> t.ends() == null);
    }

    public boolean federation() {
        return place.standing() == Place.Standing.LISTED
                || place.standing() == Place.Standing.FOUNDED;
    }
}
