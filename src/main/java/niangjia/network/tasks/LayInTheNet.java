package niangjia.network.tasks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import niangjia.network.model.Nature;
import niangjia.network.model.Progress;
import niangjia.network.model.ShippedDivisions;
import niangjia.network.model.Spelling;
import niangjia.shared.Ids;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lays the nation and its four upper levels into an empty database, as a whole or not at all. Where
 * units stand already nothing happens; of two copies of the program that start at once the second
 * waits and then finds them.
 */
@Component
public class LayInTheNet {

    private static final String TAKE_TURNS =
            "select pg_advisory_xact_lock(hashtext('network.lay-in'))";

    private static final String NATION =
            """
            insert into network.unit (id, province, name, spelled, initials, kind, depth, position, standing, since, source)
            values (?, 0, '全国', ?, ?, 'nation', 0, 0, 'LISTED', ?, ?)
            """;

    private static final String LEVEL =
            """
            insert into network.unit (id, province, code, name, spelled, initials, also, also_initials, kind, parent,
                depth, position, shown, nature, standing, since, source)
            select uuidv7(), left(s.code, 2)::smallint, s.code, s.name, s.spelled, s.initials, s.also, s.also_initials,
                k.code, p.id, k.level,
                p.position + row_number() over (partition by p.id order by s.code) * network.width(k.level),
                s.shown, s.nature, case when s.shown then 'LISTED' else 'NONE' end, ?, ?
            from shipped s
            join network.kind k on k.level = s.level
            join network.unit p on p.depth = s.level - 1
                and coalesce(p.code, '') = left(s.code, (array[0, 2, 4, 6])[s.level])
            where s.level = ?
            order by s.code
            """;

    private static final String COUNT =
            """
            insert into network.change (unit, what, amount)
            select parent, 'unit.' || kind || '.' || lower(standing), count(*) from network.unit
            where shown and closed_on is null and parent is not null group by 1, 2
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate statements;
    private final TransactionTemplate transaction;
    private final FoldSums fold;
    private final Clock clock;

    LayInTheNet(
            JdbcClient jdbc,
            JdbcTemplate statements,
            TransactionTemplate transaction,
            FoldSums fold,
            Clock clock) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.transaction = transaction;
        this.fold = fold;
        this.clock = clock;
    }

    /** Whether anything had to be laid in. */
    public boolean ifEmpty(Progress progress) {
        if (isLaidIn()) {
            return false;
        }
        boolean laid = Boolean.TRUE.equals(transaction.execute(status -> layIn(progress)));
        fold.all();
        if (laid) {
            jdbc.sql("analyze network.sum").update();
        }
        return laid;
    }

    private boolean isLaidIn() {
        return jdbc.sql("select exists (select from network.unit)").query(Boolean.class).single();
    }

    private boolean layIn(Progress progress) {
        jdbc.sql(TAKE_TURNS).query().singleRow();
        if (isLaidIn()) {
            return false;
        }
        ShippedDivisions shipped = ShippedDivisions.read();
        UUID source = Ids.next(clock);
        jdbc.sql("insert into network.source values (?, ?, ?, ?, ?, ?)")
                .params(
                        source,
                        ShippedDivisions.NAME,
                        ShippedDivisions.LICENCE,
                        shipped.digest(),
                        shipped.rows().size(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        create temporary table shipped (level int, code text, name text, spelled text, initials text,
                            also text, also_initials text, nature text, shown boolean) on commit drop
                        """)
                .update();
        statements.execute((Connection connection) -> copy(connection, shipped, progress));
        jdbc.sql("analyze shipped").update();
        Spelling nation = Spelling.of("全国");
        jdbc.sql(NATION)
                .params(
                        Ids.next(clock),
                        nation.spelled(),
                        nation.initials(),
                        ShippedDivisions.AS_OF,
                        source)
                .update();
        long laid = 0;
        for (int level = 1; level <= 4; level++) {
            laid += jdbc.sql(LEVEL).params(ShippedDivisions.AS_OF, source, level).update();
            progress.at(Progress.Part.LAID, laid, shipped.rows().size());
        }
        if (laid != shipped.rows().size()) {
            throw new IllegalStateException(
                    "of %d divisions only %d have a parent".formatted(shipped.rows().size(), laid));
        }
        jdbc.sql(COUNT).update();
        jdbc.sql("analyze network.unit").update();
        return true;
    }

    private static Void copy(Connection connection, ShippedDivisions shipped, Progress progress)
            throws SQLException {
        long read = 0;
        try (var rows = new CopyRows(connection, "shipped")) {
            for (ShippedDivisions.Row row : shipped.rows()) {
                Spelling spelling = Spelling.of(row.name());
                rows.put(row.code().level())
                        .put(row.code().digits())
                        .put(row.name())
                        .put(spelling.spelled())
                        .put(spelling.initials())
                        .put(spelling.also())
                        .put(spelling.alsoInitials())
                        .put(Nature.of(row.name()).name())
                        .put(row.shown())
                        .row();
                if (++read % 1000 == 0) {
                    progress.at(Progress.Part.READ, read, shipped.rows().size());
                }
            }
            rows.finish();
        }
        return null;
    }
}
