package niangjia.network.web;

import java.util.List;
import java.util.Map;
import niangjia.network.AtBlindSpot;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Where nobody answers, in a place and below it.
 *
 * @param only UNKNOWN, NOBODY, AWAY, SILENT, or empty for all
 * @param actions what modules above can do about one
 */
public record BlindPage(
        Place place,
        List<Place> path,
        Tally tally,
        String only,
        List<ReadUnits.Blind> blind,
        Map<String, ReadUnits.Kind> kinds,
        @Nullable String next,
        List<AtBlindSpot> actions)
        implements PageModel {

    /** The kinds of gap. */
    public static final List<String> MISSING = List.of("UNKNOWN", "NOBODY", "AWAY", "SILENT");

    @Override
    public String template() {
        return "network/blind";
    }

    public long count(String missing) {
        return switch (missing) {
            case "UNKNOWN" -> tally.unknown();
            case "NOBODY" -> tally.noSeat();
            case "AWAY" -> tally.away();
            default -> tally.silent();
        };
    }

    public String kind(Look look, String code) {
        ReadUnits.Kind kind = kinds.get(code);
        return kind == null ? code : kind.name(look.english());
    }
}
