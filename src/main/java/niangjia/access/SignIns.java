package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happens at the door stands in the log, failed tries too, and she sees her own. A login that
 * is nobody's is written down as nobody's, so that it takes as long.
 */
@Component
class SignIns {

    private static final int SHOWN = 30;

    /** An act at the door, as it is listed to whose it is. */
    record Line(Instant at, String act) {}

    private final JdbcClient jdbc;
    private final Records records;
    private final Clock clock;

    SignIns(JdbcClient jdbc, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    void log(Staff staff, String act) {
        log(staff.person(), staff.seat(), act);
    }

    void log(@Nullable UUID person, @Nullable UUID seat, String act) {
        records.enter(
                new Entry(
                        Province.NATION,
                        clock.instant(),
                        act,
                        Entry.Door.PAGE,
                        seat == null ? null : new SeatId(seat),
                        person == null ? null : new PersonId(person),
                        null,
                        null,
                        false,
                        null));
    }

    /** The daily round closed the accounts of these. */
    void closed(List<UUID> persons) {
        jdbc.sql(
                        """
                        select records.enter(0::smallint, c.id, :at, 'access.account-closed', 'CLOCK', null, c.person, null, null, false, null)
                        from unnest(:ids::uuid[], :persons::uuid[]) c (id, person)
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("ids", persons.stream().map(one -> Ids.next(clock)).toArray(UUID[]::new))
                .param("persons", persons.toArray(UUID[]::new))
                .query((row, n) -> n)
                .list();
    }

    /** The latest first. */
    List<Line> of(UUID person) {
        return jdbc.sql(
                        "select at, act from records.at_the_door where person = ? order by id desc limit ?")
                .params(person, SHOWN)
                .query((row, n) ->
                        new Line(row.getTimestamp("at").toInstant(), row.getString("act")))
                .list();
    }
}
