package niangjia.records;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Writes the log within the transaction of what it tells of, and reads it back for those whom it
 * concerns.
 */
@Service
public class Records {

    /** An opening of her matter, as she reads it. */
    public record Opening(Instant at, @Nullable SeatId seat, String act) {}

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

    /**
     * Who has opened a matter, the latest first, at most 200: for her own page and for those who
     * hold it.
     */
    public List<Opening> openings(Province province, UUID matter) {
        return jdbc.sql(
                        "select at, seat, act from records.entry where province = ? and matter = ? and act like"
                                + " '%.opened' order by id desc limit 200")
                .param(province.number())
                .param(matter)
                .query((row, n) ->
                        new Opening(
                                row.getTimestamp("at").toInstant(),
                                row.getString("seat") == null
                                        ? null
                                        : SeatId.of(row.getString("seat")),
                                row.getString("act")))
                .list();
    }
}
