package niangjia.help.web;

import java.util.List;
import niangjia.help.tasks.Related;
import niangjia.network.FoundPlace;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * To whom she is related, for her own eyes.
 *
 * @param typed the place that she looks for
 * @param found villages and townships of that name
 */
public record RelatedPage(
        List<Place> path,
        List<Related.Said> said,
        String typed,
        List<FoundPlace> found,
        String surname,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "help/related";
    }
}
