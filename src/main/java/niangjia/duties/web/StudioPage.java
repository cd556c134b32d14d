package niangjia.duties.web;

import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.site.PageModel;

/** A studio for everyone: who keeps it, what it does, what came of it. */
public record StudioPage(
        ReadProjects.Studio studio,
        List<ReadProjects.Hand> hands,
        List<ReadProjects.Project> projects)
        implements PageModel {

    @Override
    public String template() {
        return "duties/studio";
    }
}
