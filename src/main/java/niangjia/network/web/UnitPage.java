package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.network.UnitFacts;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A unit for everyone: who they are, what they answer, what is missing, what lies below.
 *
 * @param day the day as of which all is shown
 * @param past whether that day is not today
 * @param next the cursor of the rest of the list below, or null
 * @param tally of today; not told of a past day
 * @param tiles none where the units below are too many to be drawn, and none of a past day
 */
public record UnitPage(
        ReadUnits.Version unit,
        List<ReadUnits.Named> path,
        LocalDate day,
        boolean past,
        Map<String, ReadUnits.Kind> kinds,
        ReadUnits.@Nullable Act act,
        List<ReadUnits.Seat> seats,
        List<ReadUnits.Held> before,
        List<ReadUnits.Was> was,
        List<ReadUnits.Named> successors,
        List<ReadUnits.Named> covers,
        List<ReadUnits.Named> coveredBy,
        List<UnitFacts.Fact> facts,
        Tally tally,
        List<ReadUnits.Below> tiles,
        List<ReadUnits.Below> below,
        boolean walking,
        @Nullable String next,
        String q,
        List<niangjia.network.FoundPlace> found,
        String wall)
        implements PageModel {

    @Override
    public String template() {
        return "network/unit";
    }

    public String kind(Look look, String code) {
        ReadUnits.Kind kind = kinds.get(code);
        return kind == null ? code : kind.name(look.english());
    }

    public boolean nation() {
        return unit.parent() == null;
    }

    public boolean territorial() {
        ReadUnits.Kind kind = kinds.get(unit.kind());
        return kind == null || kind.territorial();
    }

    public List<ReadUnits.Below> places() {
        return tiles.stream().filter(ReadUnits.Below::territorial).toList();
    }

    public List<ReadUnits.Below> beside() {
        return tiles.stream().filter(b -> !b.territorial()).toList();
    }

    /** Keeps the day when one walks on. */
    public String on() {
        return past ? "?on=" + day : "";
    }

    /** Tiles stand for a list that is short; on the way through a long one it stays open. */
    public boolean listOpen() {
        return walking || tiles.isEmpty();
    }
}
