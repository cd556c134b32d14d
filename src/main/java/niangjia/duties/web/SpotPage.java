package niangjia.duties.web;

import java.util.List;
import java.util.UUID;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A blind spot, and what can be done about it.
 *
 * @param missing what is missing; null where somebody answers by now
 * @param work that is asked of somebody already
 */
public record SpotPage(
        List<Place> path,
        Place place,
        @Nullable String missing,
        @Nullable Place nearest,
        @Nullable UUID work,
        ReadProjects.@Nullable Plan plan,
        boolean leads,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/spot";
    }

    /** A federation is still to be founded there. */
    public boolean unfounded() {
        return missing != null
                && place.standing() != Place.Standing.FOUNDED
                && place.standing() != Place.Standing.NONE;
    }
}
