package niangjia.network.queries;

import java.util.List;
import java.util.Optional;
import niangjia.network.model.ImportId;
import niangjia.network.model.ImportReport;
import niangjia.network.model.ImportReport.Refusal;
import niangjia.network.model.ImportReport.State;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How imports are getting on and what was found in their files. */
@Component
public class ReadImports {

    /**
     * A line to be told.
     *
     * @param reason a constant of {@link niangjia.network.model.VillageLine.Wrong}, or RENAMED
     * @param detail what it was called until now, or the number of the earlier line; else empty
     */
    public record Finding(int line, String reason, String code, String name, String detail) {}

    /** How many villages of a province the file adds. */
    public record Added(String province, long villages) {}

    private static final RowMapper<ImportReport> AS_REPORT =
            (row, n) ->
                    new ImportReport(
                            ImportId.of(row.getString("id")),
                            row.getString("file"),
                            row.getString("digest"),
                            State.valueOf(row.getString("state")),
                            row.getTimestamp("begun_at").toInstant(),
                            row.getTimestamp("touched_at").toInstant(),
                            row.getLong("rows_read"),
                            row.getLong("rows_checked"),
                            row.getLong("rows_laid"),
                            row.getLong("added"),
                            row.getLong("present"),
                            row.getLong("renamed"),
                            row.getLong("bad"),
                            lines(row.getString("columns")),
                            refusal(row.getString("refusal")));

    private final JdbcClient jdbc;

    public ReadImports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An import of somebody's own place or below; nobody else sees it. */
    public Optional<ImportReport> report(Scope scope, ImportId id) {
        return switch (scope) {
            case Scope.Everyone() -> Optional.empty();
            case Scope.Branch branch ->
                    jdbc.sql(
                                    "select * from network.import where id = ? and first >= ? and last <= ?")
                            .params(id.value(), branch.first(), branch.last())
                            .query(AS_REPORT)
                            .optional();
        };
    }

    /** The latest first. */
    public List<ImportReport> latest(Scope scope, int limit) {
        return switch (scope) {
            case Scope.Everyone() -> List.of();
            case Scope.Branch branch ->
                    jdbc.sql(
                                    """
                                    select * from network.import where first >= ? and last <= ?
                                    order by begun_at desc limit ?
                                    """)
                            .params(branch.first(), branch.last(), limit)
                            .query(AS_REPORT)
                            .list();
        };
    }

    /**
     * Bad lines, or those that rename, in the order of the file.
     *
     * @param after the number of the last line already seen
     */
    public List<Finding> findings(Scope scope, ImportId id, boolean bad, int after, int limit) {
        if (report(scope, id).isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select line, reason, code, name, detail from network.import_finding
                        where import = ? and bad = ? and line > ? order by line limit ?
                        """)
                .params(id.value(), bad, after, limit)
                .query(Finding.class)
                .list();
    }

    /** Where what the file adds would stand. */
    public List<Added> added(Scope scope, ImportId id) {
        if (report(scope, id).isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select p.name as province, count(*) as villages
                        from network.import_line l
                        join network.unit p on p.code = left(l.code, 2) and p.closed_on is null
                        where l.import = ? and l.wrong is null
                            and not exists (select from network.import_finding f where f.import = l.import and f.line = l.line)
                            and not exists (select from network.unit u where u.code = l.code and u.closed_on is null)
                        group by p.name, p.code order by p.code
                        """)
                .param(id.value())
                .query(Added.class)
                .list();
    }

    private static List<String> lines(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    private static @Nullable Refusal refusal(@Nullable String text) {
        List<String> lines = lines(text);
        return lines.isEmpty()
                ? null
                : new Refusal(lines.getFirst(), lines.subList(1, lines.size()));
    }
}
