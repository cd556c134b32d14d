package niangjia.duties.web;

import java.util.List;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Her private calendar address, if she has one. */
public record CalendarPage(List<Place> path, @Nullable String address) implements PageModel {

    @Override
    public String template() {
        return "duties/calendar";
    }
}
