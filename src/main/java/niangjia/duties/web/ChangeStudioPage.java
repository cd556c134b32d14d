package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;

/** A studio, to change what is told of it and who keeps it. */
public record ChangeStudioPage(
        List<Place> path,
        ReadProjects.Studio studio,
        List<ReadProjects.Hand> hands,
        boolean hasHand,
        boolean changes,
        boolean leads,
        List<SeatHeld> others,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/studio-change";
    }
}
