package niangjia.contact.queries;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files of pairings that a seat handed in, and what they would do. */
@Component
public class ReadPairingImports {

    /**
     * What a file would do.
     *
     * @param state {@code CHECKED}, {@code LAID} or {@code REFUSED}
     */
    public record Report(
            UUID id,
            String file,
            String state,
            Instant begunAt,
            int rowsRead,
            int good,
            int bad,
            @Nullable String refusal) {}

    /** A line that cannot come in, and why. */
    public record Bad(int line, String name, String wrong, String detail) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReadPairingImports(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    public Optional<Report> report(Scope.Branch scope, UUID id) {
        return jdbc.sql(
                        "select id, file, state, begun_at, rows_read, good, bad, refusal from contact.import where id = ? and seat = ?")
                .params(id, scope.seat().value())
                .query(Report.class)
                .optional();
    }

    public List<Report> latest(Scope.Branch scope) {
        return jdbc.sql(
                        "select id, file, state, begun_at, rows_read, good, bad, refusal from contact.import where seat = ? order by begun_at desc, id limit 20")
                .param(scope.seat().value())
                .query(Report.class)
                .list();
    }

    /** Bad lines after a line's number. */
    public List<Bad> bad(Scope.Branch scope, UUID id, int after, int limit) {
        return jdbc.sql(
                        """
                        select l.province, l.id, l.line, l.known_as, l.wrong, l.detail from contact.import_line l
                        join contact.import i on i.province = l.province and i.id = l.import
                        where l.import = ? and i.seat = ? and l.wrong is not null and l.line > ? order by l.line limit ?
                        """)
                .params(id, scope.seat().value(), after, limit)
                .query((row, n) ->
                        new Bad(
                                row.getInt("line"),
                                Objects.requireNonNullElse(
                                        keys.openIfAny(
                                                Written.IMPORTED_NAME.in(
                                                        new Province(row.getShort("province")),
                                                        row.getObject("id", UUID.class)),
                                                row.getBytes("known_as")),
                                        ""),
                                row.getString("wrong"),
                                row.getString("detail")))
                .list();
    }
}
