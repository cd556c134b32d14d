package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.Households;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Two values of one visit: a person chooses. */
public record ChoicePage(List<Place> path, Households.TwoValues two, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/choice";
    }
}
