package niangjia.network.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.queries.ReadSettings;
import niangjia.network.queries.ReadUnits;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Who waits to move in. */
public record ApplicationsPage(
        Place place,
        List<Place> path,
        List<ReadSettings.Application> waiting,
        Map<String, ReadUnits.Kind> kinds,
        String typed,
        @Nullable UUID at,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/applications";
    }

    public String kind(Look look, String code) {
        ReadUnits.Kind kind = kinds.get(code);
        return kind == null ? code : kind.name(look.english());
    }
}
