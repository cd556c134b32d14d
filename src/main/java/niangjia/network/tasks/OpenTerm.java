package niangjia.network.tasks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A new committee's term (换届): the old one ends, its seats are left, and as many seats as the new
 * committee has wait to be filled. Opened from above or by a cadre, since who sits on the old
 * committee loses her seat by it.
 */
@Component
public class OpenTerm {

    private static final int MOST = 99;

    private final Guard guard;
    private final Seats seats;
    private final Sums sums;
    private final JdbcClient jdbc;
    private final Clock clock;

    OpenTerm(Guard guard, Seats seats, Sums sums, JdbcClient jdbc, Clock clock) {
        this.guard = guard;
        this.seats = seats;
        this.sums = sums;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public void of(Scope.Branch who, UnitId unit, LocalDate begins, int committee, int viceChairs) {
        Place place = guard.open(who, unit);
        if (place.standing() == Place.Standing.UNKNOWN || place.standing() == Place.Standing.NONE) {
            throw Refused.because("network.refused.no-federation", place.name());
        }
        if (committee < 1 || committee > MOST) {
            throw Refused.field("committee", "network.term.committee", MOST);
        }
        if (viceChairs < 0 || viceChairs >= committee) {
            throw Refused.field("vice", "network.term.vice");
        }
        LocalDate day = seats.happened(begins);
        List<Seats.Seat> old =
                jdbc.sql(
                                """
                                select s.id, s.unit, s.province, s.post, s.holder, s.on_duty, 0 as position
                                from network.seat s join network.term t on t.id = s.term
                                where s.unit = ? and t.ends is null for no key update of s
                                """)
                        .param(unit.value())
                        .query(Seats.Seat.class)
                        .list();
        if (old.stream().anyMatch(s -> s.id().equals(who.seat().value()))) {
            throw Refused.because("network.term.own");
        }
        boolean tooEarly =
                jdbc.sql(
                                "select exists (select from network.term where unit = ? and greatest(begins, ends) >= ?)")
                        .params(unit.value(), day)
                        .query(Boolean.class)
                        .single();
        if (tooEarly) {
            throw Refused.field("day", "network.term.day");
        }
        for (Seats.Seat seat : old) {
            if (seat.holder() != null) {
                seats.vacated(seat, day);
            }
        }
        sums.add(unit, "seat.empty", -old.size());
        jdbc.sql("update network.term set ends = ? where unit = ? and ends is null")
                .params(day, unit.value())
                .update();
        UUID term = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into network.term (id, unit, number, begins, committee)
                        select ?, ?, 1 + coalesce(max(number), 0), ?, ? from network.term where unit = ?
                        """)
                .params(term, unit.value(), day, committee, unit.value())
                .update();
        jdbc.sql(
                        """
                        insert into network.seat (id, province, unit, term, post, engagement, changed_at)
                        select uuidv7(), :province, :unit, :term, case when n = 1 then 'CHAIR' when n <= 1 + :vice
                          then 'VICE_CHAIR' else 'EXECUTIVE_MEMBER' end, 'PART_TIME', :now
                        from generate_series(1, :committee) as n
                        """)
                .param("province", place.province().number())
                .param("unit", unit.value())
                .param("term", term)
                .param("vice", viceChairs)
                .param("now", seats.now())
                .param("committee", committee)
                .update();
        sums.add(unit, "seat.empty", committee);
        seats.changed(place.province().number(), unit, "network.act.term", who);
    }
}
