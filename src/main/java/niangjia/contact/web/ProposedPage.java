package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.Households;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Who is asked and has not agreed yet. */
public record ProposedPage(
        List<Place> path,
        List<Households.Proposed> lines,
        @Nullable String next,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/proposed";
    }
}
