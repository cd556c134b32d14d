package niangjia.records;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes the log within the transaction of what it tells of; tells its newest root. */
@Service
public class Records {

    /** A list that refreshes itself is one listing for so long. */
    private static final Duration ONE_LISTING = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    Records(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The entry's id carries the moment that it tells of, so that the log sorts by time. */
    public void enter(Entry entry) {
        write("select records.enter(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry).query().singleRow();
    }

    /**
     * Somebody of the staff opened a list: one entry for the list, whatever it shows, and none more
     * for as long as it merely refreshes itself.
     *
     * @param entry names the seat and its unit
     */
    public void enterListing(Entry entry) {
        write(
                        """
                        select records.enter(v.province, v.id, v.at, v.act, v.door, v.seat, v.person, v.unit, v.matter,
                          v.sealed, v.reason)
                        from (values (?::smallint, ?::uuid, ?::timestamptz, ?, ?, ?::uuid, ?::uuid, ?::uuid, ?::uuid,
                          ?::boolean, ?::text)) v (province, id, at, act, door, seat, person, unit, matter, sealed, reason)
                        where not exists (select from records.entry e where e.unit = v.unit and not e.sealed
                          and e.id > ? and e.at > ? and e.seat = v.seat and e.act = v.act)
                        """,
                        entry)
                .param(earliest(entry.at().minus(ONE_LISTING)))
                .param(Timestamp.from(entry.at().minus(ONE_LISTING)))
                .query((row, n) -> n)
                .list();
    }

    /** The newest root, as every receipt shows it; none before the first entry is sealed. */
    public Optional<Root> newestRoot() {
        return jdbc.sql(
                        "select size, hash, algorithm, at from records.root order by size desc limit 1")
                .query((row, n) ->
                        new Root(
                                row.getLong("size"),
                                HexFormat.of().formatHex(row.getBytes("hash")),
                                row.getString("algorithm"),
                                row.getTimestamp("at").toInstant()))
                .optional();
    }

    /**
     * Erases the reasons that were given for opening or changing a matter. What was done stays, and
     * so does its proof.
     */
    public void eraseReasons(Province province, UUID matter) {
        jdbc.sql(
                        """
                        delete from records.reason r using records.entry e
                        where e.province = ? and e.matter = ? and r.province = e.province and r.entry = e.id
                        """)
                .param(province.number())
                .param(matter)
                .update();
    }

    private JdbcClient.StatementSpec write(String statement, Entry entry) {
        return jdbc.sql(statement)
                .param(entry.province().number())
                .param(Ids.next(Clock.fixed(entry.at(), ZoneOffset.UTC)))
                .param(Timestamp.from(entry.at()))
                .param(entry.act())
                .param(entry.door().name())
                .param(value(entry.seat()))
                .param(value(entry.person()))
                .param(value(entry.unit()))
                .param(entry.matter())
                .param(entry.sealed())
                .param(entry.reason());
    }

    /** Before every id of that moment and later. */
    private static UUID earliest(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }

    private static @Nullable UUID value(@Nullable SeatId seat) {
        return seat == null ? null : seat.value();
    }

    private static @Nullable UUID value(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }

    private static @Nullable UUID value(@Nullable UnitId unit) {
        return unit == null ? null : unit.value();
    }
}
