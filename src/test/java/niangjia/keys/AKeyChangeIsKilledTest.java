package niangjia.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import niangjia.database.DataFolder;
import niangjia.database.TestDatabase;
import niangjia.shared.Province;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The program is killed while it closes values under a new key, and values keep changing. */
@Tag("prove")
class AKeyChangeIsKilledTest {

    private static final int ROWS = 20_000;
    private static final int KILLS = 12;
    private static final Province HENAN = new Province((short) 41);
    private static final String TABLE = "keys.killed";

    private final TestDatabase database = TestDatabase.laidIn();
    private final DataSource source = database.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final Path folder = TestDatabase.freshFolder();
    private final Field name = Sweeper.field(TABLE);

    @Test
    void everyValueOpensWithWhatWasLastWrittenAndTheOldKeyIsGone() throws Exception {
        jdbc.sql("delete from keys.sweep").update();
        jdbc.sql("delete from keys.key").update();
        jdbc.sql("delete from keys.master").update();
        jdbc.sql(
                        "create table %s (province smallint not null, id uuid not null, name bytea, primary key (province, id))"
                                .formatted(TABLE))
                .update();
        Keys keys = keys(Clock.systemUTC());
        Map<UUID, String> written = rows(keys);
        assertThat(keys.change(HENAN, "people")).isPositive();

        var enough = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> changes(keys, written, enough));
        var random = new Random(1949);
        int slices = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process program = sweeper();
            String said;
            do {
                // A library may say something of its own before.
                said = program.inputReader().readLine();
            } while (said != null && !said.equals("ready"));
            assertThat(said).isEqualTo("ready");
            program.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
            program.toHandle().destroyForcibly();
            program.waitFor();
            slices += (int) program.inputReader().lines().count();
        }
        enough.set(true);
        writer.join();

        Clock later = Clock.offset(Clock.systemUTC(), Keys.HELD.multipliedBy(3));
        Keys after = keys(later);
        var again =
                new CloseAgain(
                        jdbc,
                        after,
                        List.of(name),
                        later,
                        new DataSourceTransactionManager(source));
        while (again.step()) {}
        System.out.println("values " + ROWS + ", kills " + KILLS + ", slices told " + slices);
        assertThat(slices).as("it was killed at work, not before").isPositive();
        assertThat(again.progress().keys()).isZero();
        Keys fresh = keys(Clock.offset(later, Duration.ofMinutes(1)));
        var lost = new ArrayList<UUID>();
        jdbc.sql("select id, name from " + TABLE)
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    if (!fresh.open(name.in(HENAN, id), row.getBytes("name"))
                            .equals(written.get(id))) {
                        lost.add(id);
                    }
                });
        assertThat(lost).isEmpty();
    }

    private Map<UUID, String> rows(Keys keys) {
        Map<UUID, String> written = new ConcurrentHashMap<>();
        var ids = new ArrayList<UUID>();
        var closed = new ArrayList<byte[]>();
        for (int i = 0; i < ROWS; i++) {
            UUID row = UUID.randomUUID();
            written.put(row, "名 " + i);
            ids.add(row);
            closed.add(keys.close(name.in(HENAN, row), "名 " + i));
        }
        jdbc.sql(
                        "insert into %s (province, id, name) select 41, n.id, n.name from unnest(cast(? as uuid[]), cast(? as bytea[])) n (id, name)"
                                .formatted(TABLE))
                .params(ids.toArray(UUID[]::new), closed.toArray(byte[][]::new))
                .update();
        return written;
    }

    /** Values change beside the work, each written only after the last was acknowledged. */
    private void changes(Keys keys, Map<UUID, String> written, AtomicBoolean enough) {
        var random = new Random(1958);
        List<UUID> ids = List.copyOf(written.keySet());
        for (int i = 0; !enough.get(); i++) {
            UUID id = ids.get(random.nextInt(ids.size()));
            String said = "改 " + i;
            jdbc.sql("update %s set name = ? where province = 41 and id = ?".formatted(TABLE))
                    .params(keys.close(name.in(HENAN, id), said), id)
                    .update();
            written.put(id, said);
        }
    }

    private Keys keys(Clock clock) {
        var made =
                new Keys(
                        jdbc,
                        source,
                        new FolderMasterKeys(new DataFolder(folder)),
                        Suite.AES_256_GCM,
                        clock,
                        new DataSourceTransactionManager(source));
        made.prove();
        return made;
    }

    private Process sweeper() throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sweeper.class.getName(),
                                database.url(),
                                database.user(),
                                database.password(),
                                folder.toString(),
                                TABLE))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
