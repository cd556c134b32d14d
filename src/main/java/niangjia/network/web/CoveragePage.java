package niangjia.network.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Which places a federation looks after, and looked after before. */
public record CoveragePage(
        Place place,
        List<Place> path,
        List<ReadUnits.Covered> all,
        LocalDate today,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/coverage";
    }

    public List<ReadUnits.Covered> now() {
        return all.stream().filter(c -> c.until() == null).toList();
    }

    public List<ReadUnits.Covered> before() {
        return all.stream().filter(c -> c.until() != null).toList();
    }

    public String day() {
        String day = typed.getOrDefault("day", "");
        return day.isEmpty() ? today.toString() : day;
    }
}
