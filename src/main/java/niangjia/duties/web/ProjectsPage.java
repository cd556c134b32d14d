package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Projects and studios of a unit.
 *
 * @param own she sits there, so she may begin a project
 * @param people for whom a studio may be opened; empty where she does not lead it
 */
public record ProjectsPage(
        List<Place> path,
        Place place,
        List<Place> below,
        List<ReadProjects.Project> projects,
        @Nullable String next,
        List<ReadProjects.Studio> studios,
        boolean own,
        List<SeatHeld> people,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/projects";
    }
}
