package niangjia.duties.tasks;

import java.time.LocalDate;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Projects that a member leads (领办项目): steps, people, results. */
@Component
public class Projects {

    private static final int TITLE = 60;

    /** The most steps of a project. */
    private static final int STEPS = 30;

    private final Works works;
    private final MayDo may;
    private final Hands hands;
    private final JdbcClient jdbc;

    Projects(Works works, MayDo may, Hands hands, JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.hands = hands;
        this.jdbc = jdbc;
    }

    /** She leads it, in her own unit. */
    @Transactional
    public UUID begin(
            SeatHeld me, String title, String aim, @Nullable LocalDate due, @Nullable UUID studio) {
        String called = OfferWork.line("title", title, TITLE);
        String why = OfferWork.said("aim", aim);
        due(due);
        if (studio != null && !isOwnStudio(me, studio)) {
            throw Refused.field("studio", "duties.refused.studio");
        }
        UUID id = works.next();
        jdbc.sql(
                        """
                        insert into duties.project (province, id, unit, studio, title, aim, begun_on, due_on)
                        values (?, ?, ?, cast(? as uuid), ?, ?, ?, cast(? as date))
                        """)
                .param(me.place().province().number())
                .param(id)
                .param(me.place().id().value())
                .param(studio)
                .param(called)
                .param(why)
                .param(works.today())
                .param(due)
                .update();
        hands.begin(new Hands.In(me.place().province(), id, me.place().id()), me.seat(), true);
        works.log(me, Door.PAGE, "duties.project-begun", me.place().province(), id);
        return id;
    }

    @Transactional
    public void addStep(SeatHeld me, UUID project, String what, @Nullable LocalDate due) {
        Hands.In in = open(me, project);
        String step = OfferWork.line("what", what, 120);
        due(due);
        int steps =
                jdbc.sql("select count(*) from duties.step where province = ? and project = ?")
                        .params(in.province().number(), project)
                        .query(Integer.class)
                        .single();
        if (steps >= STEPS) {
            throw Refused.field("what", "duties.refused.steps", STEPS);
        }
        jdbc.sql(
                        "insert into duties.step (province, id, project, what, due_on) values (?, ?, ?, ?, cast(? as date))")
                .param(in.province().number())
                .param(works.next())
                .param(project)
                .param(step)
                .param(due)
                .update();
        works.log(me, Door.PAGE, "duties.project-step", in.province(), project);
    }

    /** A step is done by what came of it, not by a tick. */
    @Transactional
    public void stepDone(SeatHeld me, UUID project, UUID step, String result) {
        Hands.In in = open(me, project);
        String said = OfferWork.said("result", result);
        int done =
                jdbc.sql(
                                """
                                update duties.step set done_on = ?, result = ?, seat = ?
                                where province = ? and project = ? and id = ? and done_on is null
                                """)
                        .params(
                                works.today(),
                                said,
                                me.seat().value(),
                                in.province().number(),
                                project,
                                step)
                        .update();
        if (done == 0) {
            throw new NotHere();
        }
        works.log(me, Door.PAGE, "duties.project-step", in.province(), project);
    }

    @Transactional
    public void add(SeatHeld me, UUID project, SeatId seat) {
        Hands.In in = open(me, project);
        hands.add(in, seat);
        works.log(me, Door.PAGE, "duties.project-people", in.province(), project);
    }

    @Transactional
    public void leave(SeatHeld me, UUID project) {
        Hands.In in = open(me, project);
        hands.leave(in, me.seat());
        works.log(me, Door.PAGE, "duties.project-people", in.province(), project);
    }

    /** It ends with a sentence of what came of it. */
    @Transactional
    public void end(SeatHeld me, UUID project, String outcome) {
        Hands.In in = open(me, project);
        jdbc.sql(
                        "update duties.project set ended_on = ?, outcome = ? where province = ? and id = ?")
                .params(
                        works.today(),
                        OfferWork.said("outcome", outcome),
                        in.province().number(),
                        project)
                .update();
        works.log(me, Door.PAGE, "duties.project-ended", in.province(), project);
    }

    private Hands.In open(SeatHeld me, UUID project) {
        record Row(short province, UUID unit, boolean ended) {}
        Row row =
                jdbc.sql(
                                "select province, unit, ended_on is not null as ended from duties.project where id = ? for update")
                        .param(project)
                        .query(Row.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        may.see(me, new UnitId(row.unit));
        var in = new Hands.In(new Province(row.province), project, new UnitId(row.unit));
        hands.mayChange(me, in);
        if (row.ended) {
            throw Refused.because("duties.refused.over");
        }
        return in;
    }

    private boolean isOwnStudio(SeatHeld me, UUID studio) {
        return jdbc.sql(
                        "select exists (select from duties.studio where id = ? and unit = ? and closed_on is null)")
                .params(studio, me.place().id().value())
                .query(Boolean.class)
                .single();
    }

    private void due(@Nullable LocalDate due) {
        if (due != null
                && (due.isBefore(works.today()) || due.isAfter(works.today().plusYears(3)))) {
            throw Refused.field("due", "duties.refused.due");
        }
    }
}
