package niangjia.network.web;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** A woman joins a federation beside the territory. */
public record JoinPage(
        Place place, List<Place> path, Map<String, String> typed, @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/join";
    }
}
