package niangjia.duties.queries;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import niangjia.duties.model.Rule;
import niangjia.network.WorkingTime;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A year of a seat (述职) and of a federation, told by what was done. Nothing is typed for it, and
 * nobody is set beside anybody.
 */
@Component
public class ReadYear {

    private static final ZoneId ZONE = WorkingTime.ZONE;

    /**
     * What a seat did.
     *
     * @param visits where somebody was found
     * @param notFound where nobody was
     * @param atPoints days at a point of contact
     * @param taken requests of the year that it has in hand or had at the end
     * @param ended how many of those ended
     */
    public record Sum(
            long visits,
            long notFound,
            long atPoints,
            long households,
            long taken,
            long ended,
            long inHand) {}

    /** Work that was done with this seat's hand in it, by where it came from. */
    public record Done(Rule rule, long amount) {}

    /** A project that the seat had a hand in during the year. */
    public record Part(
            UUID id,
            String title,
            boolean leads,
            @Nullable LocalDate endedOn,
            @Nullable String outcome) {}

    /** Who held the seat in the year, and from when to when within it. */
    public record Holder(String knownAs, LocalDate since, @Nullable LocalDate until) {}

    /** What happened with requests in a unit and below it. */
    public record Requests(
            long asked, long contacted, long inTime, long done, long satisfied, long noWord) {}

    private final JdbcClient jdbc;

    ReadYear(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Sum of(Scope.Branch who, SeatId seat, int year) {
        return jdbc.sql(
                        """
                        select v.visits, v.not_found, v.at_points, v.households, r.taken, r.ended, c.in_hand
                        from (select count(*) filter (where pairing is not null and found <> 'NOBODY') as visits,
                            count(*) filter (where found = 'NOBODY') as not_found,
                            count(*) filter (where point is not null) as at_points, count(distinct pairing) as households
                          from contact.visit_made where seat = :seat and at >= :begin and at < :end) v,
                        (select count(*) as taken, count(ended_at) as ended from help.held_request
                          where seat = :seat and (ended_at is null or ended_at >= :begin and ended_at < :end)
                            and asked_at < :end) r,
                        (select count(*) as in_hand from duties.claim where seat = :seat and until is null) c
                        """)
                .param("seat", seat.value())
                .param("begin", begin(year))
                .param("end", begin(year + 1))
                .query(Sum.class)
                .single();
    }

    public List<Done> done(Scope.Branch who, SeatId seat, int year) {
        return jdbc.sql(
                        """
                        select w.rule, count(*) as amount from duties.claim c
                        join duties.work w on w.province = c.province and w.id = c.work
                        where c.seat = ? and c.until >= ? and c.until < ? and c.how = 'ENDED' and w.stage = 'DONE'
                        group by w.rule order by w.rule
                        """)
                .params(seat.value(), begin(year), begin(year + 1))
                .query((row, n) -> new Done(Rule.valueOf(row.getString(1)), row.getLong(2)))
                .list();
    }

    public List<Part> parts(Scope.Branch who, SeatId seat, int year) {
        return jdbc.sql(
                        """
                        select p.id, p.title, bool_or(h.leads) as leads, p.ended_on, p.outcome
                        from duties.hand h join duties.project p on p.province = h.province and p.id = h.at
                        where h.seat = :seat and h.since < :end and (h.until is null or h.until >= :begin)
                          and p.begun_on < :end and (p.ended_on is null or p.ended_on >= :begin)
                        group by p.id, p.title, p.ended_on, p.outcome, p.begun_on order by p.begun_on, p.id limit 60
                        """)
                .param("seat", seat.value())
                .param("begin", LocalDate.of(year, 1, 1))
                .param("end", LocalDate.of(year + 1, 1, 1))
                .query(Part.class)
                .list();
    }

    /** Steps of projects that this seat recorded. */
    public long steps(Scope.Branch who, SeatId seat, int year) {
        return jdbc.sql(
                        """
                        select count(*) from duties.hand h
                        join duties.step t on t.province = h.province and t.project = h.at and t.seat = h.seat
                        where h.seat = ? and t.done_on >= ? and t.done_on < ?
                        """)
                .params(seat.value(), LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .query(Long.class)
                .single();
    }

    public List<Holder> holders(Scope.Branch who, SeatId seat, int year) {
        return jdbc.sql(
                        """
                        select known_as, lower(during) as since, upper(during) as until from network.held
                        where seat = ? and during && daterange(?, ?) order by lower(during)
                        """)
                .params(seat.value(), LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .query(Holder.class)
                .list();
    }

    public Requests requests(Scope.Branch who, UnitId unit, int year) {
        return jdbc.sql("select * from help.during(?, ?, ?)")
                .params(unit.value(), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                .query(Requests.class)
                .single();
    }

    /** Projects of a unit itself that ended in the year, with what came of them. */
    public List<Part> ended(Scope.Branch who, UnitId unit, int year) {
        return jdbc.sql(
                        """
                        select id, title, false as leads, ended_on, outcome from duties.project
                        where unit = ? and ended_on >= ? and ended_on < ? order by ended_on, id limit 60
                        """)
                .params(unit.value(), LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .query(Part.class)
                .list();
    }

    private static Timestamp begin(int year) {
        return Timestamp.from(ZonedDateTime.of(year, 1, 1, 0, 0, 0, 0, ZONE).toInstant());
    }
}
