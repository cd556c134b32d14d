package niangjia.network.tasks;

import java.time.LocalDate;
import java.util.List;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.UnitClosed;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A unit ends on a day and another carries on what it held. It stays in the net, linked to its
 * successor; what lies below is moved or closed before.
 */
@Component
public class CloseUnit {

    private final Guard guard;
    private final Units units;
    private final Seats seats;
    private final Sums sums;
    private final TellWhoAnswers answers;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    CloseUnit(
            Guard guard,
            Units units,
            Seats seats,
            Sums sums,
            TellWhoAnswers answers,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.guard = guard;
        this.units = units;
        this.seats = seats;
        this.sums = sums;
        this.answers = answers;
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional
    public void with(Scope.Branch who, UnitId unit, UnitId successor, LocalDate day) {
        units.treeMoves();
        Place place = guard.below(who, unit);
        Place next = guard.open(who, successor);
        UnitId parent = place.parent();
        if (parent == null) {
            throw new NoSuchUnit();
        }
        if (next.id().equals(unit) || !next.province().equals(place.province())) {
            throw Refused.field("to", "network.refused.successor");
        }
        long below =
                jdbc.sql(
                                "select count(*) from network.unit where position > ? and position <= ? and closed_on is null")
                        .params(place.position(), place.last())
                        .query(Long.class)
                        .single();
        if (below > 0) {
            throw Refused.because("network.refused.below", place.name(), below);
        }
        LocalDate on = units.happened(day);
        LocalDate since =
                jdbc.sql("select since from network.unit where id = ?")
                        .param(unit.value())
                        .query(LocalDate.class)
                        .single();
        if (on.isBefore(since)) {
            throw Refused.field("day", "network.refused.day-before", since.toString());
        }
        leaveAll(unit, on);
        jdbc.sql("update network.unit set closed_on = ? where id = ?")
                .params(on, unit.value())
                .update();
        jdbc.sql("insert into network.successor (unit, successor, since) values (?, ?, ?)")
                .params(unit.value(), successor.value(), on)
                .update();
        jdbc.sql(
                        """
                        update network.membership set known_as = null, contact = null,
                          during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))
                        where unit = ? and upper_inf(during)
                        """)
                .params(on, unit.value())
                .update();
        for (String table : List.of("coverage", "setting")) {
            jdbc.sql(
                            "update network."
                                    + table
                                    + " set during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))"
                                    + " where unit = ? and upper(during) is null")
                    .params(on, unit.value())
                    .update();
        }
        jdbc.sql(
                        """
                        update network.coverage
                        set during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))
                        where covers = ? and upper_inf(during)
                        """)
                .params(on, unit.value())
                .update();
        units.book(parent, place.kind(), place.standing(), -1);
        answers.in(unit);
        events.publishEvent(new UnitClosed(unit, successor));
        units.changed(place, "network.act.closed", who);
    }

    private void leaveAll(UnitId unit, LocalDate on) {
        List<Seats.Seat> all =
                jdbc.sql(
                                """
                                select s.id, s.unit, s.province, s.post, s.holder, s.on_duty, 0 as position
                                from network.seat s left join network.term t on t.id = s.term
                                where s.unit = ? and (t.id is null or t.ends is null) for no key update of s
                                """)
                        .param(unit.value())
                        .query(Seats.Seat.class)
                        .list();
        for (Seats.Seat seat : all) {
            if (seat.holder() != null) {
                seats.vacated(seat, on);
            }
        }
        sums.add(unit, "seat.empty", -all.size());
        jdbc.sql(
                        "update network.term set ends = greatest(cast(? as date), begins + 1) where unit = ? and ends is null")
                .params(on, unit.value())
                .update();
    }
}
