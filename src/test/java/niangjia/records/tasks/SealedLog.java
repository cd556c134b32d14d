package niangjia.records.tasks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import niangjia.database.TestDatabase;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Batch;
import niangjia.records.model.Hasher;
import niangjia.records.model.Tree;
import niangjia.records.model.Witness;
import niangjia.records.queries.ReadNodes;
import niangjia.shared.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A log on a database of its own, sealed when the test says so. */
final class SealedLog {

    static final Instant NOW = Instant.parse("2026-11-23T06:30:00Z");

    final DataSource source;
    final JdbcClient jdbc;
    final Witness witness;
    final Verify verify;

    SealedLog(Witness witness) {
        this(pooled(database()), witness);
    }

    /** With the log and nothing else, since each story changes it beyond repair. */
    static TestDatabase database() {
        TestDatabase database = TestDatabase.empty();
        Path folder = Path.of("src/main/resources/db/migration/records");
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var files = Files.list(folder)) {
            for (Path migration : files.sorted().toList()) {
                statement.execute(Files.readString(migration));
            }
        } catch (IOException | SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return database;
    }

    /**
     * Hundreds of entries, each in a transaction of its own, but not on a connection of its own.
     */
    static DataSource pooled(TestDatabase database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(12);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        return pool;
    }

    SealedLog(DataSource source, Witness witness) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.witness = witness;
        this.verify = new Verify(jdbc, witness);
    }

    Seal seal() {
        return sealAt(NOW, Algorithm.SHA_256);
    }

    Seal sealAt(Instant now, Algorithm algorithm) {
        return new Seal(
                jdbc,
                new ReadNodes(jdbc),
                witness,
                Clock.fixed(now, ZoneOffset.UTC),
                new DataSourceTransactionManager(source),
                algorithm.word());
    }

    UUID enter(String act) {
        return enter(jdbc, act, null);
    }

    UUID enterWithReason(String act, String reason) {
        return enter(jdbc, act, reason);
    }

    static UUID enter(JdbcClient jdbc, String act, @Nullable String reason) {
        UUID id = Ids.next(Clock.systemUTC());
        jdbc.sql("select records.enter(11::smallint, ?, ?, ?, 'PAGE', ?, null, null, ?, false, ?)")
                .param(id)
                .param(Timestamp.from(NOW))
                .param(act)
                .param(new UUID(3, 4))
                .param(new UUID(5, 6))
                .param(reason)
                .query()
                .singleRow();
        return id;
    }

    /** Some entries in several batches. */
    List<UUID> grown(int batches, int each) {
        List<UUID> entries = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            for (int i = 0; i < each; i++) {
                entries.add(enter("help.opened"));
            }
            seal().turn();
        }
        return entries;
    }

    List<UUID> sealed() {
        return jdbc.sql("select entry from records.leaf order by position")
                .query(UUID.class)
                .list();
    }

    void asAdministrator(String... statements) throws Exception {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : List.of("entry", "reason", "leaf", "node", "root", "witnessed")) {
                statement.execute("alter table records." + table + " disable trigger user");
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
            for (String table : List.of("entry", "reason", "leaf", "node", "root", "witnessed")) {
                statement.execute("alter table records." + table + " enable trigger user");
            }
            connection.commit();
        }
    }

    /** Computes every leaf, node and root anew from the entries, in the order of the leaves. */
    void computeAnew() throws Exception {
        Hasher hasher = Algorithm.SHA_256.hasher();
        Tree tree = new Tree(hasher);
        List<String> statements = new ArrayList<>(List.of("delete from records.node"));
        List<Long> roots =
                jdbc.sql("select size from records.root order by size").query(Long.class).list();
        var hex = java.util.HexFormat.of();
        jdbc.sql(
                        "select "
                                + EntryRows.FIELDS
                                + ", l.position, l.reason from records.leaf l"
                                + " join records.entry e on e.province = l.province and e.id = l.entry"
                                + " left join records.reason r on r.province = e.province and r.entry = e.id"
                                + " order by l.position")
                .query(row -> {
                    byte[] hash = hasher.leaf(EntryRows.read(row, row.getBytes("reason")).bytes());
                    statements.add(
                            "update records.leaf set hash = '\\x%s' where position = %d"
                                    .formatted(hex.formatHex(hash), row.getLong("position")));
                    tree.add(
                            hash,
                            (node, of) ->
                                    statements.add(
                                            "insert into records.node values (%d, %d, '\\x%s')"
                                                    .formatted(
                                                            node.level(),
                                                            node.index(),
                                                            hex.formatHex(of))));
                    if (roots.contains(tree.size())) {
                        statements.add(
                                "update records.root set hash = '\\x%s' where size = %d"
                                        .formatted(hex.formatHex(tree.root()), tree.size()));
                    }
                });
        asAdministrator(statements.toArray(String[]::new));
    }

    /** A witness in memory that can be made to fail. */
    static final class Remembers implements Witness {

        final List<Batch> told = new ArrayList<>();
        boolean away;
        boolean diesAfterwards;

        @Override
        public void tell(Batch batch) throws IOException {
            if (away) {
                throw new IOException("away");
            }
            told.add(batch);
            if (diesAfterwards) {
                throw new IllegalStateException("stopped before it was noted");
            }
        }

        @Override
        public void read(LocalDate from, Consumer<Batch> each) {
            told.stream()
                    .filter(batch -> !LocalDate.ofInstant(batch.at(), ZONE).isBefore(from))
                    .forEach(each);
        }

        @Override
        public Apart apart() {
            return Apart.YES;
        }
    }
}
