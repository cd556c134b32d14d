package niangjia.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The one way to tell somebody something. A text's key and ids travel; names and stories never do.
 */
@Service
public class Messages {

    /** Who is told. */
    public sealed interface To {
        /** Whoever holds this seat. */
        record Seat(SeatId seat) implements To {}

        /** The woman of this matter, on her own page. */
        record Her(UUID matter) implements To {}
    }

    /** A line of an inbox. */
    public record Line(UUID id, Instant at, String key, @Nullable UUID about, boolean urgent) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Messages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param key a text of the sending module
     * @param about the matter that it is about
     */
    public void tell(Province province, To to, String key, @Nullable UUID about, boolean urgent) {
        jdbc.sql(
                        "insert into messages.message (province, id, seat, matter, key, about, urgent, at) values (?,"
                                + " ?, ?, ?, ?, ?, ?, ?)")
                .param(province.number())
                .param(Ids.next(clock))
                .param(to instanceof To.Seat(var seat) ? seat.value() : null)
                .param(to instanceof To.Her(var matter) ? matter : null)
                .param(key)
                .param(about)
                .param(urgent)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** The same to the women of many matters, each on her own page, in one statement. */
    public void tellEach(Province province, Collection<UUID> matters, String key) {
        if (matters.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into messages.message (province, id, matter, key, urgent, at)
                        select :province, uuidv7(), m.id, :key, false, :at from unnest(cast(:matters as uuid[])) m (id)
                        """)
                .param("province", province.number())
                .param("key", key)
                .param("at", Timestamp.from(clock.instant()))
                .param("matters", matters.toArray(UUID[]::new))
                .update();
    }

    /** What the holder of a seat has not read yet, the latest first. */
    public List<Line> unread(Scope.Branch mine, int limit) {
        return jdbc.sql(
                        "select id, at, key, about, urgent from messages.message where seat = ? and read_at is null"
                                + " order by id desc limit ?")
                .param(mine.seat().value())
                .param(limit)
                .query(Messages::line)
                .list();
    }

    /** What she has not seen yet of what was told about her matter, the latest first. */
    public List<Line> news(Province province, UUID matter, int limit) {
        return jdbc.sql(
                        "select id, at, key, about, urgent from messages.message where province = ? and matter = ?"
                                + " and read_at is null order by id desc limit ?")
                .params(province.number(), matter, limit)
                .query(Messages::line)
                .list();
    }

    /** Those of her matters that something was told about which she has not seen yet. */
    public Set<UUID> withNews(Collection<UUID> matters) {
        return matters.isEmpty()
                ? Set.of()
                : jdbc.sql(
                                "select distinct matter from messages.message where matter in (:matters) and read_at is null")
                        .param("matters", matters)
                        .query(UUID.class)
                        .set();
    }

    /** She has looked at her page. */
    public void sheHasSeen(Province province, UUID matter) {
        jdbc.sql(
                        "update messages.message set read_at = ? where province = ? and matter = ? and read_at is null")
                .params(Timestamp.from(clock.instant()), province.number(), matter)
                .update();
    }

    /** The holder has opened the matter: what was said about it is read. */
    public void readAbout(Scope.Branch mine, UUID matter) {
        jdbc.sql(
                        "update messages.message set read_at = ? where seat = ? and about = ? and read_at is null")
                .param(Timestamp.from(clock.instant()))
                .param(mine.seat().value())
                .param(matter)
                .update();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("key"),
                row.getObject("about", UUID.class),
                row.getBoolean("urgent"));
    }
}
