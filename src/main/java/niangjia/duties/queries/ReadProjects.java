package niangjia.duties.queries;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Projects, studios and founding plans. What a studio says is public, the rest is for seats. */
@Component
public class ReadProjects {

    /**
     * A project.
     *
     * @param done how many of its steps are
     */
    public record Project(
            short province,
            UUID id,
            UUID unit,
            @Nullable UUID studio,
            @Nullable String studioName,
            String title,
            String aim,
            LocalDate begunOn,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate endedOn,
            @Nullable String outcome,
            long steps,
            long done) {}

    /** A step of a project; {@code by} recorded its result. */
    public record Step(
            UUID id,
            String what,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate doneOn,
            @Nullable String result,
            @Nullable String by) {}

    /** A seat that has a hand in it; who holds it now. */
    public record Hand(UUID seat, @Nullable String knownAs, String post, boolean leads) {}

    public record Studio(
            short province,
            UUID id,
            UUID unit,
            String unitName,
            String name,
            String does,
            String hours,
            LocalDate openedOn,
            @Nullable LocalDate closedOn) {}

    /** A founding plan, with what its steps have brought. */
    public record Plan(
            short province,
            UUID id,
            UUID spot,
            String spotName,
            UUID byUnit,
            String byName,
            boolean converted,
            @Nullable Integer delegates,
            @Nullable Integer candidates,
            @Nullable Integer elected,
            @Nullable Integer ballots,
            @Nullable Integer vices,
            @Nullable String approval,
            boolean completed,
            boolean givenUp,
            @Nullable String missing) {

        public boolean over() {
            return completed || givenUp;
        }
    }

    public record PlanStep(
            String step,
            @Nullable UUID seat,
            @Nullable String knownAs,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate doneOn) {}

    private static final String PROJECT =
            """
            select p.province, p.id, p.unit, p.studio, s.name as studio_name, p.title, p.aim, p.begun_on, p.due_on, p.ended_on,
              p.outcome, (select count(*) from duties.step t where t.province = p.province and t.project = p.id) as steps,
              (select count(*) from duties.step t where t.province = p.province and t.project = p.id
                and t.done_on is not null) as done
            from duties.project p left join duties.studio s on s.province = p.province and s.id = p.studio
            """;

    private static final String STUDIO =
            """
            select s.province, s.id, s.unit, u.name as unit_name, s.name, s.does, s.hours, s.opened_on, s.closed_on
            from duties.studio s join network.place u on u.id = s.unit
            """;

    private static final String PLAN =
            """
            select p.province, p.id, p.spot, s.name as spot_name, p.by_unit, b.name as by_name, p.converted, p.delegates,
              p.candidates, p.elected, p.ballots, p.vices, p.approval, p.completed_at is not null as completed,
              p.given_up_at is not null as given_up, (select g.missing from network.gap g where g.unit = p.spot) as missing
            from duties.plan p join network.place s on s.id = p.spot join network.place b on b.id = p.by_unit
            """;

    private final JdbcClient jdbc;

    ReadProjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a unit, the latest first. */
    public List<Project> of(Scope.Branch mine, UnitId unit, Page page) {
        return jdbc.sql(
                        PROJECT
                                + " where p.unit = ? and (? = '' or p.id < ?) order by p.id desc limit ?")
                .params(unit.value(), page.after(), ReadWork.cursor(page.after()), page.limit())
                .query(Project.class)
                .list();
    }

    public Optional<Project> one(Scope.Branch mine, UUID id) {
        return jdbc.sql(PROJECT + " where p.id = ?").param(id).query(Project.class).optional();
    }

    /** What a studio did and does; public. */
    public List<Project> ofStudio(Scope scope, Studio studio) {
        return jdbc.sql(
                        PROJECT
                                + " where p.studio = ? order by p.ended_on desc nulls first, p.id desc limit 60")
                .param(studio.id())
                .query(Project.class)
                .list();
    }

    public List<Step> steps(Scope.Branch mine, Project project) {
        return jdbc.sql(
                        """
                        select t.id, t.what, t.due_on, t.done_on, t.result, h.known_as as by from duties.step t
                        left join network.held h on h.seat = t.seat and h.during @> t.done_on
                        where t.province = ? and t.project = ? order by t.id limit 60
                        """)
                .params(project.province(), project.id())
                .query(Step.class)
                .list();
    }

    /** Who sits there now; an empty seat keeps its hand in it. */
    public List<Hand> hands(Scope scope, short province, UUID at) {
        return jdbc.sql(
                        """
                        select h.seat, s.known_as, s.post, h.leads from duties.hand h join network.chair s on s.seat = h.seat
                        where h.province = ? and h.at = ? and h.until is null order by h.leads desc, h.since, h.id limit 60
                        """)
                .params(province, at)
                .query(Hand.class)
                .list();
    }

    /** Studios of a unit that are open; public. */
    public List<Studio> studios(Scope scope, UnitId unit) {
        return jdbc.sql(
                        STUDIO
                                + " where s.unit = ? and s.closed_on is null order by s.opened_on, s.id limit 60")
                .param(unit.value())
                .query(Studio.class)
                .list();
    }

    public Optional<Studio> studio(Scope scope, UUID id) {
        return jdbc.sql(STUDIO + " where s.id = ?").param(id).query(Studio.class).optional();
    }

    /** Founding plans of a federation, those that go on first. */
    public List<Plan> plans(Scope.Branch mine, UnitId unit) {
        return jdbc.sql(
                        PLAN
                                + " where p.by_unit = ? order by (coalesce(p.completed_at, p.given_up_at) is not null), p.id desc limit 60")
                .param(unit.value())
                .query(Plan.class)
                .list();
    }

    public Optional<Plan> plan(Scope.Branch mine, UUID id) {
        return jdbc.sql(PLAN + " where p.id = ?").param(id).query(Plan.class).optional();
    }

    /** The plan for a spot that goes on. */
    public Optional<Plan> planFor(Scope.Branch mine, Place spot) {
        return jdbc.sql(
                        PLAN
                                + " where p.spot = ? and p.completed_at is null and p.given_up_at is null")
                .param(spot.id().value())
                .query(Plan.class)
                .optional();
    }

    public List<PlanStep> planSteps(Scope.Branch mine, Plan plan) {
        return jdbc.sql(
                        """
                        select t.step, t.seat, s.known_as, t.due_on, t.done_on from duties.plan_step t
                        left join network.chair s on s.seat = t.seat where t.province = ? and t.plan = ?
                        order by array_position(array['PLAN', 'CONGRESS', 'BALLOT', 'COMMITTEE', 'APPROVAL', 'FILING'], t.step)
                        """)
                .params(plan.province(), plan.id())
                .query(PlanStep.class)
                .list();
    }

    /** What is missing at a place today; none where it answers. */
    public Optional<String> missing(Scope scope, Place place) {
        return jdbc.sql("select missing from network.gap where unit = ?")
                .param(place.id().value())
                .query(String.class)
                .optional();
    }

    /** Work about a spot that goes on. */
    public Optional<UUID> workFor(Scope.Branch mine, Place spot) {
        return jdbc.sql(
                        """
                        select id from duties.work where province = ? and rule in ('BLIND_SPOT', 'ON_DUTY') and fact = ?
                          and ended_at is null order by id limit 1
                        """)
                .params(spot.province().number(), spot.id().value())
                .query(UUID.class)
                .optional();
    }
}
