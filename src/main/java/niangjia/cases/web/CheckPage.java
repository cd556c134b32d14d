package niangjia.cases.web;

import java.util.List;
import niangjia.cases.model.Checked;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a paper.
 *
 * @param keys fingerprints of the keys with which this installation signs and signed, newest first
 */
public record CheckPage(@Nullable Checked found, List<String> keys, @Nullable Refused mistake)
        implements PageModel {

    public boolean unchanged() {
        return found != null && found.finding() == Checked.Finding.UNCHANGED;
    }

    @Override
    public String template() {
        return "cases/check";
    }
}
