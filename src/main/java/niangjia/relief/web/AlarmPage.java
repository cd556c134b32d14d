package niangjia.relief.web;

import niangjia.relief.queries.ReadRelief;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Says that something is wrong with what is offered. */
public record AlarmPage(ReadRelief.View view, String typed, boolean said, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "relief/alarm";
    }
}
