package niangjia.network.tasks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import niangjia.network.NetChanged;
import niangjia.network.Sheet;
import niangjia.network.Sheets;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportId;
import niangjia.network.model.Nature;
import niangjia.network.model.Progress;
import niangjia.network.model.Spelling;
import niangjia.network.model.VillageLine;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads an operator's file of villages in two steps: {@link #look} checks every line against the
 * net and changes nothing in it; {@link #lay} lays the file in as a whole or not at all. What is
 * there already stays as it is, so a second run of the same file changes nothing. How far it is
 * stands in the database for a page to ask.
 */
@Component
public class ImportVillages {

    private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
    private static final int TOLD_EVERY = 10_000;

    /** Work that has not got on for so long is of a program that died. */
    private static final Duration DEAD = Duration.ofMinutes(5);

    /** What was read and never laid in is thrown away after this. */
    private static final Duration KEPT = Duration.ofDays(2);

    /** A township that moves meanwhile would leave its new villages behind. */
    private static final String TREE =
            "select pg_advisory_xact_lock_shared(hashtext('network.tree'))";

    private static final String TURN = "select pg_advisory_xact_lock(hashtext('network.import'))";

    private static final String CHECK =
            """
            with lines as materialized (
                select line, code, name, wrong, case when wrong is null then left(code, 9) end as town,
                    case when wrong is null then min(line) over (partition by code, wrong is null) end as first
                from network.import_line where import = :import
            ), here as materialized (
                select town, count(*) as villages from lines where wrong is null group by town
            ), towns as materialized (
                select h.town, p.id is not null as known,
                    p.position not between :first and :last as elsewhere,
                    coalesce(((select c.position from network.unit c
                        where c.position > p.position and c.position <= p.last order by c.position desc limit 1)
                        - p.position) / network.width(p.depth + 1), 0) + h.villages
                        >= network.width(p.depth) / network.width(p.depth + 1) as full
                from here h
                left join network.unit p on p.code = h.town and p.closed_on is null
                    and p.kind in (select code from network.kind where level = 4)
            ), judged as materialized (
                select l.line, l.code, l.name, u.name as present, l.first,
                    case
                        when l.wrong is not null then l.wrong
                        when l.first < l.line then 'TWICE'
                        when u.name = l.name then null
                        when u.id is not null and t.elsewhere then 'ELSEWHERE'
                        when u.id is not null then 'RENAMED'
                        when not t.known then case when l.code like '%000000' then 'OTHER_LEVEL' else 'UNKNOWN_TOWNSHIP' end
                        when t.elsewhere then 'ELSEWHERE'
                        when c.code is not null then 'CLOSED'
                        when t.full then 'NO_ROOM'
                    end as reason
                from lines l
                left join towns t on t.town = l.town
                left join network.unit u on u.code = l.code and u.closed_on is null and l.wrong is null
                left join (select distinct code from network.unit where closed_on is not null) c on c.code = l.code
            ), told as (
                insert into network.import_finding (import, line, bad, reason, code, name, detail)
                select :import, line, reason <> 'RENAMED', reason, code, name,
                    case reason when 'TWICE' then first::text when 'RENAMED' then present else '' end
                from judged where reason is not null
            )
            select count(*) as checked,
                count(*) filter (where reason is null and present is null) as added,
                count(*) filter (where reason is null and present is not null) as present,
                count(*) filter (where reason = 'RENAMED') as renamed,
                count(*) filter (where reason <> 'RENAMED') as bad
            from judged
            """;

    /**
     * The latest child of a township is found by its last descendant, whose lower bits are then
     * masked.
     */
    private static final String LAY =
            """
            with towns as materialized (
                select p.id, p.code, p.depth, p.position, p.province, coalesce((
                    select (c.position - p.position) / network.width(p.depth + 1) from network.unit c
                    where c.position > p.position and c.position <= p.last order by c.position desc limit 1), 0) as taken
                from network.unit p
                where p.depth between 1 and 6 and p.code ~>=~ :from and p.code ~<~ :to and p.closed_on is null
                    and p.kind in (select code from network.kind where level = 4)
            ), laid as (
                insert into network.unit (id, province, code, name, spelled, initials, also, also_initials, kind, parent,
                    depth, position, nature, standing, since, source)
                select uuidv7(), t.province, l.code, l.name, l.spelled, l.initials, l.also, l.also_initials, 'village',
                    t.id, t.depth + 1, t.position + (t.taken + row_number() over (partition by t.position order by l.code))
                        * network.width(t.depth + 1), l.nature, 'UNKNOWN', :today, :source
                from network.import_line l join towns t on t.code = left(l.code, 9)
                where l.import = :import and l.province = :province and l.wrong is null
                    and not exists (select from network.unit u where u.code = l.code and u.closed_on is null)
                    and not exists (select from network.import_finding f
                        where f.import = :import and f.bad and f.line = l.line)
                returning parent
            ), booked as (
                insert into network.change (unit, what, amount)
                select parent, 'unit.village.unknown', count(*) from laid group by parent
            )
            select count(*) from laid
            """;

    private static final String REMEMBER =
            """
            insert into network.past (unit, during, code, name, kind, parent, shown, because)
            select u.id, daterange(u.since, :today), u.code, u.name, u.kind, u.parent, u.shown, :because
            from network.import_finding f join network.unit u on u.code = f.code and u.closed_on is null
            where f.import = :import and not f.bad and u.since < :today
            """;

    private static final String RENAME =
            """
            update network.unit u
            set name = l.name, spelled = l.spelled, initials = l.initials, also = l.also,
                also_initials = l.also_initials, since = :today
            from network.import_finding f
            join network.import_line l on l.import = f.import and l.line = f.line
            where f.import = :import and not f.bad and u.code = f.code and u.closed_on is null
            """;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Sheets sheets;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final Clock clock;

    ImportVillages(
            DataSource database,
            JdbcClient jdbc,
            Sheets sheets,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.sheets = sheets;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Opens the book of a new import, before the file is read. A second time with the same id opens
     * nothing.
     *
     * @param file the name under which the operator knows the file
     * @param who lays villages in below her own place only
     * @return whether it was opened now
     */
    public boolean begin(ImportId id, String file, Scope.Branch who) {
        throwAwayOld();
        return jdbc.sql(
                                """
                                insert into network.import
                                    (id, file, digest, state, begun_at, touched_at, begun_by, seat, unit, first, last)
                                values (?, ?, '', 'READING', ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                                """)
                        .params(
                                id.value(),
                                shortened(file),
                                now(),
                                now(),
                                who.person().value(),
                                who.seat().value(),
                                who.unit().value(),
                                who.first(),
                                who.last())
                        .update()
                == 1;
    }

    /** Reads and checks the file. What came of it, a refusal too, stands in the import's report. */
    public void look(ImportId id, Path file, Columns.Said said, Progress progress) {
        attempt(
                id,
                () -> {
                    jdbc.sql("delete from network.import_line where import = ?")
                            .param(id.value())
                            .update();
                    jdbc.sql("delete from network.import_finding where import = ?")
                            .param(id.value())
                            .update();
                    jdbc.sql(
                                    "update network.import set state = 'READING', refusal = null, columns = '' where id = ?")
                            .param(id.value())
                            .update();
                    try (Sheet sheet = sheets.open(file)) {
                        long rows = stage(id, sheet, said, progress);
                        progress.at(Progress.Part.CHECKED, 0, rows);
                        transaction.executeWithoutResult(
                                status -> keep(id, "CHECKED", 0, check(id)));
                        progress.at(Progress.Part.CHECKED, rows, rows);
                    }
                });
    }

    /**
     * Lays the file in that was looked at: all of it, or nothing and a refusal in the report. It is
     * checked once more, since the net may have changed meanwhile.
     *
     * @param withoutBad lays the good lines in although there are bad ones; else one bad line
     *     refuses the file
     */
    public void lay(ImportId id, boolean withoutBad, Progress progress) {
        if (!claim(id)) {
            return;
        }
        attempt(
                id,
                () ->
                        transaction.executeWithoutResult(status -> {
                            jdbc.sql(TURN).query().singleRow();
                            jdbc.sql(TREE).query().singleRow();
                            jdbc.sql("delete from network.import_finding where import = ?")
                                    .param(id.value())
                                    .update();
                            Found found = check(id);
                            File file =
                                    jdbc.sql(
                                                    "select file, digest, rows_read as rows from network.import where id = ?")
                                            .param(id.value())
                                            .query(File.class)
                                            .single();
                            if (found.checked != file.rows) {
                                throw Refused.because("network.import.refused.not-checked");
                            }
                            if (found.bad > 0 && !withoutBad) {
                                throw Refused.because(
                                        "network.import.refused.bad-lines", found.bad);
                            }
                            if (found.toLay() > 0) {
                                layAll(id, file, found, progress);
                                tellTheNet(id);
                            }
                            keep(id, "LAID", found.toLay(), found);
                        }));
        jdbc.sql(
                        """
                        delete from network.import_line where import = :id
                            and exists (select from network.import where id = :id and state = 'LAID')
                        """)
                .param("id", id.value())
                .update();
    }

    /**
     * Of two who confirm at once one goes on; who died while laying in gives way to another try.
     */
    private boolean claim(ImportId id) {
        return jdbc.sql(
                                """
                                update network.import set state = 'LAYING', refusal = null, rows_laid = 0, touched_at = :now
                                where id = :id and rows_read > 0
                                    and (state in ('CHECKED', 'REFUSED') or state = 'LAYING' and touched_at < :dead)
                                """)
                        .param("id", id.value())
                        .param("now", now())
                        .param("dead", now().minus(DEAD))
                        .update()
                == 1;
    }

    private void layAll(ImportId id, File file, Found found, Progress progress) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), HERE);
        UUID source = Ids.next(clock);
        jdbc.sql(
                        "insert into network.source (id, name, licence, digest, rows_laid_in, laid_in_at) values (?, ?, '', ?, ?, ?)")
                .params(source, file.file, file.digest, found.toLay(), now())
                .update();
        long laid = 0;
        List<Short> provinces =
                jdbc.sql(
                                "select distinct province from network.import_line where import = ? and wrong is null order by 1")
                        .param(id.value())
                        .query(Short.class)
                        .list();
        for (short province : provinces) {
            laid +=
                    jdbc.sql(LAY)
                            .param("import", id.value())
                            .param("province", province)
                            .param("from", String.valueOf(province))
                            .param("to", province + ":")
                            .param("today", today)
                            .param("source", source)
                            .query(Long.class)
                            .single();
            tell(id, "rows_laid", laid);
            progress.at(Progress.Part.LAID, laid, found.toLay());
        }
        if (laid != found.added) {
            throw new IllegalStateException(
                    "%d villages to add, %d laid in".formatted(found.added, laid));
        }
        if (found.renamed > 0) {
            jdbc.sql(REMEMBER)
                    .param("import", id.value())
                    .param("today", today)
                    .param("because", "import " + file.file)
                    .update();
            laid += jdbc.sql(RENAME).param("import", id.value()).param("today", today).update();
            progress.at(Progress.Part.LAID, laid, found.toLay());
        }
        jdbc.sql("analyze network.unit").update();
    }

    /** At the console nobody sits in a seat: then it is the nation that is told of. */
    private void tellTheNet(ImportId id) {
        events.publishEvent(
                jdbc.sql(
                                """
                                select u.province, u.id, case when u.id = i.unit then i.seat end,
                                    case when u.id = i.unit then i.begun_by end
                                from network.import i
                                join network.unit u on u.id = coalesce(
                                    (select id from network.unit where id = i.unit),
                                    (select id from network.unit where depth = 0))
                                where i.id = ?
                                """)
                        .param(id.value())
                        .query((row, n) ->
                                new NetChanged(
                                        new Province(row.getShort(1)),
                                        new UnitId(row.getObject(2, UUID.class)),
                                        "network.act.villages",
                                        row.getObject(3) == null
                                                ? null
                                                : new SeatId(row.getObject(3, UUID.class)),
                                        row.getObject(4) == null
                                                ? null
                                                : new PersonId(row.getObject(4, UUID.class))))
                        .single());
    }

    private record Interval(long first, long last) {}

    private record File(String file, String digest, long rows) {}

    private record Found(long checked, long added, long present, long renamed, long bad) {

        long toLay() {
            return added + renamed;
        }
    }

    private Found check(ImportId id) {
        jdbc.sql("set local work_mem = '64MB'").update();
        jdbc.sql("analyze network.import_line").update();
        Interval interval =
                jdbc.sql("select first, last from network.import where id = ?")
                        .param(id.value())
                        .query(Interval.class)
                        .single();
        return jdbc.sql(CHECK)
                .param("import", id.value())
                .param("first", interval.first)
                .param("last", interval.last)
                .query(Found.class)
                .single();
    }

    private void keep(ImportId id, String state, long laid, Found found) {
        jdbc.sql(
                        """
                        update network.import set state = ?, rows_laid = ?, rows_checked = ?, added = ?, present = ?,
                            renamed = ?, bad = ?, touched_at = ?
                        where id = ?
                        """)
                .params(
                        state,
                        laid,
                        found.checked,
                        found.added,
                        found.present,
                        found.renamed,
                        found.bad,
                        now(),
                        id.value())
                .update();
    }

    private long stage(ImportId id, Sheet sheet, Columns.Said said, Progress progress)
            throws SQLException, IOException {
        Columns columns = columns(id, sheet, said);
        long rows = 0;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var copy =
                    new CopyRows(
                            connection,
                            "network.import_line (import, province, line, code, name, spelled, initials, also, also_initials, nature, wrong)")) {
                boolean more = columns.headless() || sheet.next();
                while (more) {
                    put(copy, id, sheet, columns);
                    if (++rows % TOLD_EVERY == 0) {
                        tell(id, "rows_read", rows);
                        progress.at(Progress.Part.READ, rows, Math.max(rows, sheet.rows()));
                    }
                    more = sheet.next();
                }
                copy.finish();
                connection.commit();
            } finally {
                end(connection);
            }
        }
        jdbc.sql("update network.import set digest = ?, rows_read = ?, touched_at = ? where id = ?")
                .params(sheet.digest(), rows, now(), id.value())
                .update();
        progress.at(Progress.Part.READ, rows, rows);
        if (rows == 0) {
            throw Refused.field("file", "network.import.refused.empty");
        }
        return rows;
    }

    private Columns columns(ImportId id, Sheet sheet, Columns.Said said) {
        if (!sheet.next()) {
            throw Refused.field("file", "network.import.refused.empty");
        }
        Optional<Columns> columns = Columns.in(sheet, said);
        if (columns.isEmpty()) {
            List<String> headings = Columns.headings(sheet);
            String kept =
                    headings.stream()
                            .map(ImportVillages::oneLine)
                            .collect(Collectors.joining("\n"));
            jdbc.sql("update network.import set columns = ? where id = ?")
                    .params(kept, id.value())
                    .update();
            throw Refused.field(
                    "columns", "network.import.refused.columns", String.join(" | ", headings));
        }
        return columns.get();
    }

    private static void put(CopyRows copy, ImportId id, Sheet sheet, Columns columns)
            throws SQLException {
        VillageLine line =
                VillageLine.of(
                        sheet.cell(columns.code()),
                        sheet.cell(columns.name()),
                        sheet.cell(columns.parent()));
        copy.put(id.toString());
        if (line.wrong() != null) {
            copy.put(0).put(sheet.line()).put(line.code()).put(line.name());
            copy.put("")
                    .put("")
                    .put(null)
                    .put(null)
                    .put(Nature.PLAIN.name())
                    .put(line.wrong().name())
                    .row();
            return;
        }
        Spelling spelling = Spelling.of(line.name());
        copy.put(Integer.parseInt(line.code(), 0, 2, 10))
                .put(sheet.line())
                .put(line.code())
                .put(line.name())
                .put(spelling.spelled())
                .put(spelling.initials())
                .put(spelling.also())
                .put(spelling.alsoInitials())
                .put(Nature.of(line.name()).name())
                .put(null)
                .row();
    }

    /** Apart, so that a page can follow while the work is not yet committed. */
    private void tell(ImportId id, String what, long rows) {
        apart.executeWithoutResult(status ->
                jdbc.sql("update network.import set " + what + " = ?, touched_at = ? where id = ?")
                        .params(rows, now(), id.value())
                        .update());
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    /** Throws away what was not committed; a lost connection has done so already. */
    private static void end(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException lost) {
                connection.abort(Runnable::run);
            }
        }
    }

    /** Whatever stops the work leaves the net as it was, and says why in the report. */
    private void attempt(ImportId id, Work work) {
        try {
            work.run();
        } catch (Refused refused) {
            refuse(id, refused.key(), refused.details());
        } catch (IOException unreadable) {
            refuse(id, "network.import.refused.unreadable");
        } catch (SQLException broken) {
            refuse(id, keyOf(broken));
        } catch (DataAccessException | TransactionException broken) {
            refuse(
                    id,
                    ((NestedRuntimeException) broken).getMostSpecificCause()
                                    instanceof SQLException cause
                            ? keyOf(cause)
                            : LOST);
        } catch (RuntimeException accident) {
            refuse(id, "network.import.refused.accident");
            throw accident;
        }
    }

    private static final String LOST = "network.import.refused.lost";

    private static String keyOf(SQLException broken) {
        String state = String.valueOf(broken.getSQLState());
        if (state.equals("53100") || state.equals("53200") || state.equals("54000")) {
            return "network.import.refused.disk-full";
        }
        return state.startsWith("23") || state.startsWith("40")
                ? "network.import.refused.net-changed"
                : LOST;
    }

    private void refuse(ImportId id, String key, Object... details) {
        String text =
                Stream.concat(Stream.of(key), Arrays.stream(details).map(String::valueOf))
                        .map(ImportVillages::oneLine)
                        .collect(Collectors.joining("\n"));
        jdbc.sql(
                        "update network.import set state = 'REFUSED', refusal = ?, touched_at = ? where id = ?")
                .params(text, now(), id.value())
                .update();
    }

    private void throwAwayOld() {
        OffsetDateTime limit = now().minus(KEPT);
        for (String table : List.of("network.import_line", "network.import_finding")) {
            jdbc.sql(
                            "delete from "
                                    + table
                                    + " t where not exists (select from network.import i where i.id = t.import and i.touched_at > ?)")
                    .param(limit)
                    .update();
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String shortened(String file) {
        String name = oneLine(file);
        return name.length() > 200 ? name.substring(0, 200) : name;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
