package niangjia.duties.tasks;

import java.time.LocalDate;
import java.util.UUID;
import niangjia.duties.model.FoundingStep;
import niangjia.help.NotHere;
import niangjia.messages.Messages;
import niangjia.network.Place;
import niangjia.network.RecordedFounding;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The founding of a federation where there is none (会改联): who does each step by when. What a step
 * brought is entered once; filing records the founding in the net. The plan is complete when the
 * place answers.
 */
@Component
public class Plans {

    /**
     * What a step brought, as far as it brings a figure; 0 where it does not.
     *
     * @param approval the number of the approval
     */
    public record Brought(
            int delegates, int candidates, int elected, int ballots, int vices, String approval) {}

    private record Row(
            short province,
            UUID id,
            UUID spot,
            UUID byUnit,
            boolean converted,
            @Nullable Integer candidates,
            @Nullable Integer elected,
            @Nullable Integer ballots,
            @Nullable String approval,
            @Nullable LocalDate approvedOn,
            boolean over) {}

    private final Works works;
    private final MayDo may;
    private final Spots spots;
    private final RecordedFounding founding;
    private final Messages messages;
    private final JdbcClient jdbc;

    Plans(
            Works works,
            MayDo may,
            Spots spots,
            RecordedFounding founding,
            Messages messages,
            JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.spots = spots;
        this.founding = founding;
        this.messages = messages;
        this.jdbc = jdbc;
    }

    /**
     * For the nearest federation above the spot.
     *
     * @param converted a delegates' group is there already
     */
    @Transactional
    public UUID begin(SeatHeld me, UnitId spot, boolean converted) {
        Place place = may.lead(me, spot);
        if (place.standing() == Place.Standing.FOUNDED || place.parent() == null) {
            throw Refused.because("network.refused.founded-already", place.name());
        }
        Place by =
                spots.nearest(place)
                        .filter(nearest -> me.branch().covers(nearest.position()))
                        .orElse(me.place());
        if (!Spots.above(by, place)) {
            throw Refused.because("network.refused.own-unit");
        }
        UUID id = works.next();
        try {
            jdbc.sql(
                            "insert into duties.plan (province, id, spot, by_unit, converted, begun_at) values (?, ?, ?, ?, ?, ?)")
                    .params(
                            place.province().number(),
                            id,
                            spot.value(),
                            by.id().value(),
                            converted,
                            works.now())
                    .update();
        } catch (DuplicateKeyException meanwhile) {
            throw Refused.because("duties.refused.planned-already", place.name());
        }
        jdbc.sql(
                        """
                        insert into duties.plan_step (province, plan, step)
                        select ?, ?, s from unnest(array['PLAN', 'CONGRESS', 'BALLOT', 'COMMITTEE', 'APPROVAL', 'FILING']) s
                        """)
                .params(place.province().number(), id)
                .update();
        works.log(me, Door.PAGE, "duties.plan-begun", place.province(), id);
        return id;
    }

    /** Who does a step, and by when. */
    @Transactional
    public void entrust(
            SeatHeld me,
            UUID plan,
            FoundingStep step,
            @Nullable SeatId seat,
            @Nullable LocalDate due) {
        Row row = open(plan);
        may.lead(me, new UnitId(row.byUnit));
        if (seat != null
                && works.holder(seat)
                        .filter(held ->
                                held.place().id().value().equals(row.byUnit)
                                        || held.place().id().value().equals(row.spot))
                        .isEmpty()) {
            throw Refused.field("seat", "duties.refused.seat");
        }
        LocalDate today = works.today();
        if (due != null && (due.isBefore(today) || due.isAfter(today.plusYears(3)))) {
            throw Refused.field("due", "duties.refused.due");
        }
        jdbc.sql(
                        """
                        update duties.plan_step set seat = cast(:seat as uuid), due_on = cast(:due as date)
                        where province = :province and plan = :plan and step = :step and done_on is null
                        """)
                .param("seat", seat == null ? null : seat.value())
                .param("due", due)
                .param("province", row.province)
                .param("plan", plan)
                .param("step", step.name())
                .update();
        if (seat != null && !seat.equals(me.seat())) {
            messages.tell(
                    new Province(row.province),
                    new Messages.To.Seat(seat),
                    "duties.told.step",
                    null,
                    false);
        }
        works.log(me, Door.PAGE, "duties.plan-entrusted", new Province(row.province), plan);
    }

    /**
     * A step was done: by who leads the federation that plans, or by the seat that it was entrusted
     * to. Filing is done by who leads, and records the founding in the net.
     */
    @Transactional
    public void done(SeatHeld me, UUID plan, FoundingStep step, LocalDate day, Brought brought) {
        Row row = open(plan);
        boolean entrusted = step != FoundingStep.FILING && isEntrusted(me, row, step);
        if (!entrusted) {
            may.lead(me, new UnitId(row.byUnit));
        }
        if (day.isAfter(works.today()) || day.getYear() < 1949) {
            throw Refused.field("day", "network.refused.day");
        }
        inOrder(row, step);
        switch (step) {
            case PLAN -> {}
            case CONGRESS ->
                    keep(row, "delegates", between("delegates", brought.delegates, 1, 9999));
            case BALLOT -> ballot(row, brought);
            case COMMITTEE -> keep(row, "vices", between("vices", brought.vices, 1, 99));
            case APPROVAL ->
                    jdbc.sql("update duties.plan set approval = ? where province = ? and id = ?")
                            .params(
                                    OfferWork.line("approval", brought.approval, 60),
                                    row.province,
                                    plan)
                            .update();
            case FILING -> file(me, row);
        }
        int done =
                jdbc.sql(
                                "update duties.plan_step set done_on = ? where province = ? and plan = ? and step = ? and done_on is null")
                        .params(day, row.province, plan, step.name())
                        .update();
        if (done == 0) {
            throw Refused.because("duties.refused.step-done");
        }
        works.log(me, Door.PAGE, "duties.plan-step", new Province(row.province), plan);
    }

    @Transactional
    public void giveUp(SeatHeld me, UUID plan) {
        Row row = open(plan);
        may.lead(me, new UnitId(row.byUnit));
        jdbc.sql("update duties.plan set given_up_at = ? where province = ? and id = ?")
                .params(works.now(), row.province, plan)
                .update();
        works.log(me, Door.PAGE, "duties.plan-given-up", new Province(row.province), plan);
    }

    private Row open(UUID plan) {
        Row row =
                jdbc.sql(
                                """
                                select p.province, p.id, p.spot, p.by_unit, p.converted, p.candidates, p.elected, p.ballots,
                                  p.approval, (select s.done_on from duties.plan_step s where s.province = p.province
                                    and s.plan = p.id and s.step = 'APPROVAL') as approved_on,
                                  coalesce(p.completed_at, p.given_up_at) is not null as over
                                from duties.plan p where p.id = ? for update of p
                                """)
                        .param(plan)
                        .query(Row.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        if (row.over) {
            throw Refused.because("duties.refused.over");
        }
        return row;
    }

    private boolean isEntrusted(SeatHeld me, Row row, FoundingStep step) {
        return jdbc.sql(
                        "select exists (select from duties.plan_step where province = ? and plan = ? and step = ? and seat = ?)")
                .params(row.province, row.id, step.name(), me.seat().value())
                .query(Boolean.class)
                .single();
    }

    /** No congress without a plan, no approval without a ballot. */
    private void inOrder(Row row, FoundingStep step) {
        long before =
                jdbc.sql(
                                """
                                select count(*) from duties.plan_step where province = ? and plan = ? and done_on is null
                                  and array_position(array['PLAN', 'CONGRESS', 'BALLOT', 'COMMITTEE', 'APPROVAL', 'FILING'], step)
                                    <= ?
                                """)
                        .params(row.province, row.id, step.ordinal())
                        .query(Long.class)
                        .single();
        if (before > 0) {
            throw Refused.because("duties.refused.step-before");
        }
    }

    private void ballot(Row row, Brought brought) {
        int elected = between("elected", brought.elected, 1, 999);
        if (brought.candidates <= elected || brought.candidates > 9999) {
            throw Refused.field("candidates", "network.refused.candidates");
        }
        int ballots = between("ballots", brought.ballots, 1, 10_000_000);
        jdbc.sql(
                        "update duties.plan set candidates = ?, elected = ?, ballots = ? where province = ? and id = ?")
                .params(brought.candidates, elected, ballots, row.province, row.id)
                .update();
    }

    private void keep(Row row, String column, int figure) {
        jdbc.sql(
                        column.equals("vices")
                                ? "update duties.plan set vices = ? where province = ? and id = ?"
                                : "update duties.plan set delegates = ? where province = ? and id = ?")
                .params(figure, row.province, row.id)
                .update();
    }

    private void file(SeatHeld me, Row row) {
        if (row.candidates == null
                || row.elected == null
                || row.ballots == null
                || row.approval == null
                || row.approvedOn == null) {
            throw Refused.because("duties.refused.step-before");
        }
        founding.of(
                me.branch(),
                new UnitId(row.spot),
                row.approval,
                row.approvedOn,
                row.converted,
                row.candidates,
                row.elected,
                row.ballots);
    }

    private static int between(String field, int figure, int least, int most) {
        if (figure < least || figure > most) {
            throw Refused.field(field, "duties.refused.figure", least, most);
        }
        return figure;
    }
}
