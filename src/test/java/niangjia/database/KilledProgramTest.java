package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs killed without a word, and the next start on the folder that they leave. */
class KilledProgramTest {

    @TempDir Path folder;

    @Test
    void takesItsServerWithIt() throws Exception {
        Process program = Clerk.start(folder, TestDatabase.PROGRAMS);
        long acknowledged = readUntil(program, 50);
        ProcessHandle server = server();
        program.toHandle().destroyForcibly();
        program.waitFor();
        server.onExit().get(30, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
        assertThat(rows()).isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void isFollowedByAStartWhileTheOldServerStillLives() throws Exception {
        Process program = Clerk.start(folder, TestDatabase.PROGRAMS);
        long acknowledged = readUntil(program, 50);
        ProcessHandle server = server();
        // Its watchers first: then nobody is left who would stop it.
        List<ProcessHandle> watchers =
                program.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("sh"))
                        .toList();
        assertThat(watchers).isNotEmpty();
        watchers.forEach(ProcessHandle::destroyForcibly);
        program.toHandle().destroyForcibly();
        program.waitFor();
        // Asked by what runs under the number: the machine may keep the number of a dead orphan.
        var orphan = new Postmaster(db(), server.pid(), 0, "");
        assertThat(orphan.isRunning()).isTrue();
        assertThat(rows()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(orphan.isRunning()).isFalse();
    }

    @Test
    void isFollowedByAStartAtOnceWhileItsServerIsStillStopping() throws Exception {
        long acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            Process program = Clerk.start(folder, TestDatabase.PROGRAMS);
            acknowledged = readUntil(program, acknowledged + 20);
            program.toHandle().destroyForcibly();
        }
        assertThat(rows()).isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void keepsItsFolderToItselfAsLongAsItLives() throws Exception {
        Process program = Clerk.start(folder, TestDatabase.PROGRAMS);
        try {
            long acknowledged = readUntil(program, 20);
            assertThatThrownBy(() ->
                            EmbeddedServer.open(
                                    new DataFolder(folder),
                                    EmbeddedServerTest.wish(),
                                    Duration.ofSeconds(2)))
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining(String.valueOf(program.pid()));
            assertThat(readUntil(program, acknowledged + 20)).isGreaterThan(acknowledged);
        } finally {
            program.toHandle().destroyForcibly();
            program.waitFor();
        }
    }

    @Test
    void leavesNothingHalfDoneWhenItIsKilledWhileItLaysTheFolderOut() throws Exception {
        killAtAnyMoment(5, 20_261_123);
    }

    @Test
    @Tag("prove")
    void leavesNothingHalfDoneHoweverOftenAndWheneverItIsKilled() throws Exception {
        killAtAnyMoment(60, 1949);
    }

    /**
     * Also while unpacking, laying out, starting and repairing; sometimes on a folder that is new.
     */
    private void killAtAnyMoment(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        long acknowledged = 0;
        for (int round = 0; round < rounds; round++) {
            if (round % 5 == 4) {
                assertThat(rows()).isGreaterThanOrEqualTo(acknowledged);
                DataFolder.remove(folder);
                Files.createDirectory(folder);
                acknowledged = 0;
            }
            Process program = Clerk.start(folder, folder.resolve("postgres"));
            program.waitFor(200 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            program.toHandle().destroyForcibly();
            program.waitFor();
            acknowledged = Math.max(acknowledged, readUntil(program, Long.MAX_VALUE));
        }
        assertThat(rows()).isGreaterThanOrEqualTo(acknowledged);
        try (var left = Files.newDirectoryStream(folder, "*" + DataFolder.DRAFT)) {
            assertThat(left).isEmpty();
        }
    }

    /** The last number that the program told, once it has told this one or ended. */
    private static long readUntil(Process program, long number) throws IOException {
        long last = 0;
        BufferedReader said = program.inputReader();
        while (last < number) {
            String line = said.readLine();
            if (line == null) {
                break;
            }
            if (line.matches("\\d+")) {
                last = Long.parseLong(line);
            }
        }
        return last;
    }

    private long rows() throws IOException {
        try (var server =
                EmbeddedServer.open(
                        new DataFolder(folder), EmbeddedServerTest.wish(), Duration.ofSeconds(2))) {
            var jdbc = EmbeddedServerTest.jdbc(server);
            boolean there =
                    jdbc.sql("select to_regclass('acknowledged') is not null")
                            .query(Boolean.class)
                            .single();
            return there
                    ? jdbc.sql(
                                    "select coalesce(max(number), 0) from acknowledged where (select count(*) = max(number) from acknowledged)")
                            .query(Long.class)
                            .single()
                    : 0;
        }
    }

    private ProcessHandle server() throws IOException {
        return ProcessHandle.of(Postmaster.of(db()).orElseThrow().pid()).orElseThrow();
    }

    private Path db() {
        try {
            return folder.toRealPath().resolve("db");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
