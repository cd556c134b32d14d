package niangjia.duties.web;

import java.time.LocalDate;
import java.util.List;
import niangjia.duties.queries.ReadProjects;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;

/** A founding plan: who does which step by when, and what each has brought. */
public record PlanPage(
        List<Place> path,
        ReadProjects.Plan plan,
        List<ReadProjects.PlanStep> steps,
        SeatHeld me,
        boolean leads,
        List<SeatHeld> people,
        LocalDate today,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/plan";
    }

    /** Steps are done in their order. */
    public boolean next(ReadProjects.PlanStep step) {
        return !plan.over()
                && step.doneOn() == null
                && steps.stream()
                        .takeWhile(before -> !before.step().equals(step.step()))
                        .allMatch(before -> before.doneOn() != null);
    }

    /** Filing is for who leads, as it changes the net. */
    public boolean mayDo(ReadProjects.PlanStep step) {
        return leads || me.seat().value().equals(step.seat()) && !step.step().equals("FILING");
    }
}
