package niangjia.relief.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.relief.model.Need;
import niangjia.relief.model.Sharing;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A draft: who sells, what, how much, at what price.
 *
 * @param request that it comes from; none where a draft is put right
 * @param action where the form leads
 * @param shownPlace the township, which alone is shown
 */
public record DraftPage(
        List<Place> path,
        @Nullable UUID request,
        String action,
        @Nullable String shownPlace,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "relief/draft";
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public String typed(String field, String otherwise) {
        return typed.getOrDefault(field, otherwise);
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public List<Need> needs() {
        return List.of(Need.values());
    }

    public List<Measure> measures() {
        return List.of(Measure.values());
    }

    public List<Sharing> rules() {
        return Arrays.asList(Sharing.values());
    }
}
