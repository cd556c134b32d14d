package niangjia.relief.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.queries.ReliefDesk;
import niangjia.site.PageModel;

/** Who comes where and when, to print. */
public record PickUpPage(
        List<Place> path, ReadRelief.View view, Map<UUID, List<ReliefDesk.Line>> lines)
        implements PageModel {

    @Override
    public String template() {
        return "relief/pick-up";
    }

    public List<ReliefDesk.Line> at(UUID window) {
        return lines.getOrDefault(window, List.of());
    }
}
