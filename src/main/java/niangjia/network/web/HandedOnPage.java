package niangjia.network.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.queries.ReadDelegations;
import niangjia.network.tasks.HandOn;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Rights handed on: what she got, what she gave, and the form to give.
 *
 * @param place the place that is to be handed on
 * @param below where else she may go from there
 * @param takers who sits there, or whom she looked for
 * @param kindsChosen what was chosen in a form that was refused
 */
public record HandedOnPage(
        Place place,
        List<Place> path,
        List<Place> below,
        List<ReadDelegations.Got> got,
        List<ReadDelegations.Given> given,
        List<ReadDelegations.Taker> takers,
        String sought,
        List<String> kinds,
        List<String> kindsChosen,
        Map<String, String> typed,
        LocalDate today,
        LocalDate latest,
        @Nullable Mistake mistake)
        implements PageModel {

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public List<String> duties() {
        return Arrays.stream(HandOn.Duty.values()).map(Enum::name).toList();
    }

    /** The first one, unless she chose another. */
    public boolean chosen(String duty) {
        String wished = typed("duty");
        return duty.equals(duties().contains(wished) ? wished : duties().getFirst());
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    @Override
    public String template() {
        return "network/handed-on";
    }
}
