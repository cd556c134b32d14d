package niangjia.insights;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import niangjia.network.WorkingTime;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the kept sums of a unit, and of the units right below it, in one statement each. */
@Component
public class NumbersByPlace {

    /** The days that "lately" means. */
    static final int DAYS = 30;

    /**
     * A unit with what stands now in it and below, and what happened in the last {@link #DAYS}
     * days.
     *
     * @param minutes from asking to first contact, summed over {@code contacted}
     */
    public record Row(
            UUID unit,
            String name,
            long waiting,
            long inHand,
            long herWord,
            long late,
            long asked,
            long contacted,
            long inTime,
            long minutes,
            long done,
            long satisfied,
            long noWord) {}

    private static final String ROW =
            """
            select p.id as unit, p.name, s.waiting, s.in_hand, s.her_word, s.late, s.asked, s.contacted, s.in_time,
              s.contact_minutes as minutes, s.done, s.satisfied, s.no_word
            from network.place p cross join lateral help.lately(p.id, :since) s
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    NumbersByPlace(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Requests of a unit and all below it. */
    Row of(Scope.Branch scope, UnitId unit) {
        return jdbc.sql(ROW + "where p.id = :unit and p.position between :first and :last")
                .param("unit", unit.value())
                .param("since", since())
                .param("first", scope.first())
                .param("last", scope.last())
                .query(Row.class)
                .single();
    }

    /** Divisions and federations by kind and state, and seats, of a unit and all below it. */
    Map<String, Long> net(Scope.Branch scope, UnitId unit) {
        Map<String, Long> counted = new TreeMap<>();
        jdbc.sql(
                        "select c.what, c.amount from network.counted c join network.place p on p.id = c.unit where"
                                + " c.unit = :unit and p.position between :first and :last order by c.what")
                .param("unit", unit.value())
                .param("first", scope.first())
                .param("last", scope.last())
                .query(row -> {
                    counted.put(row.getString("what"), row.getLong("amount"));
                });
        return counted;
    }

    /** The units right below, those with most waiting first; at most 200. */
    List<Row> below(Scope.Branch scope, UnitId unit) {
        return jdbc.sql(
                        ROW
                                + """
                                where p.shown and p.closed_on is null and p.position between :first and :last
                                  and (p.parent = :unit or p.parent in (select g.id from network.place g
                                    where g.parent = :unit and not g.shown))
                                order by s.late desc, s.waiting desc, p.position
                                limit 200
                                """)
                .param("unit", unit.value())
                .param("since", since())
                .param("first", scope.first())
                .param("last", scope.last())
                .query(Row.class)
                .list();
    }

    private LocalDate since() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).minusDays(DAYS);
    }
}
