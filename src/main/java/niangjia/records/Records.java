package niangjia.records;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import niangjia.shared.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes the log within the transaction of what it tells of. */
@Service
public class Records {

    private final JdbcClient jdbc;

    Records(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The entry's id carries the moment that it tells of, so that the log sorts by time. */
    public void enter(Entry entry) {
        jdbc.sql(
                        "insert into records.entry (province, id, at, act, door, seat, person, unit, matter, sealed,"
                                + " reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(entry.province().number())
                .param(Ids.next(Clock.fixed(entry.at(), ZoneOffset.UTC)))
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
