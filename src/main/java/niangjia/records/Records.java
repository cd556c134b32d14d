package niangjia.records;

import java.sql.Timestamp;
import java.time.Clock;
import niangjia.shared.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Writes the log within the transaction of what it tells of, and reads it back for those whom it
 * concerns.
 */
@Service
public class Records {

    private final JdbcClient jdbc;
    private final Clock clock;

    Records(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void enter(Entry entry) {
        jdbc.sql(
                        "insert into records.entry (province, id, at, act, door, seat, person, unit, matter, sealed,"
                                + " reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(entry.province().number())
                .param(Ids.next(clock))
                .param(Timestamp.from(entry.at()))
                .param(entry.act())
                .param(entry.door().name())
                .param(entry.seat() == null ? null : entry.seat().value())
                .param(entry.person() == null ? null : entry.person().value())
                .param(entry.unit() == null ? null : entry.unit().value())
                .param(entry.matter())
                .param(entry.sealed())
                .param(entry.reason())
                .update();
    }
}
