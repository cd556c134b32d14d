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

    private static final String SUMS =
            """
            coalesce(sum(s.waiting), 0) as waiting, coalesce(sum(s.in_hand), 0) as in_hand,
            coalesce(sum(s.her_word), 0) as her_word, coalesce(sum(s.late), 0) as late,
            coalesce(sum(s.asked) filter (where s.day > :since), 0) as asked,
            coalesce(sum(s.contacted) filter (where s.day > :since), 0) as contacted,
            coalesce(sum(s.in_time) filter (where s.day > :since), 0) as in_time,
            coalesce(sum(s.contact_minutes) filter (where s.day > :since), 0) as minutes,
            coalesce(sum(s.done) filter (where s.day > :since), 0) as done,
            coalesce(sum(s.satisfied) filter (where s.day > :since), 0) as satisfied,
            coalesce(sum(s.no_word) filter (where s.day > :since), 0) as no_word
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    NumbersByPlace(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Requests of a unit and all below it. */
    Row of(Scope.Branch scope, UnitId unit) {
        return jdbc.sql(
                        "select p.id as unit, p.name, "
                                + SUMS
                                + " from network.place p left join help.by_place s on s.unit = p.id where p.id = :unit"
                                + " and p.position between :first and :last group by p.id, p.name")
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
                        "select p.id as unit, p.name, "
                                + SUMS
                                + """
                                from network.place p left join help.by_place s on s.unit = p.id
                                where p.shown and p.closed_on is null and p.position between :first and :last
                                  and (p.parent = :unit or p.parent in (select g.id from network.place g
                                    where g.parent = :unit and not g.shown))
                                group by p.id, p.name, p.position
                                order by coalesce(sum(s.late), 0) desc, coalesce(sum(s.waiting), 0) desc, p.position
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
