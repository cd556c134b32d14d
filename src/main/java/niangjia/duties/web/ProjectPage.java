package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;

/** A project with its steps, its people and what came of it. */
public record ProjectPage(
        List<Place> path,
        Place place,
        ReadProjects.Project project,
        List<ReadProjects.Step> steps,
        List<ReadProjects.Hand> hands,
        boolean hasHand,
        boolean changes,
        List<SeatHeld> others,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/project";
    }
}
