package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.site.PageModel;

/** Founding plans of a federation. */
public record PlansPage(List<Place> path, Place place, List<ReadProjects.Plan> plans)
        implements PageModel {

    @Override
    public String template() {
        return "duties/plans";
    }
}
