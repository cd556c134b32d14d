package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The server that comes along, on a folder of its own. */
class EmbeddedServerTest {

    @TempDir Path folder;

    @Test
    void startsOnAnEmptyFolderAndFindsItsRowsAgain() throws IOException {
        try (var server = open()) {
            var jdbc = jdbc(server);
            jdbc.sql("create table kept (word text)").update();
            jdbc.sql("insert into kept values ('还在')").update();
            assertThat(
                            jdbc.sql("select rolsuper from pg_roles where rolname = current_user")
                                    .query(Boolean.class)
                                    .single())
                    .isFalse();
            assertThat(jdbc.sql("show fsync").query(String.class).single()).isEqualTo("on");
            assertThat(jdbc.sql("show synchronous_commit").query(String.class).single())
                    .isEqualTo("on");
            assertThat(jdbc.sql("show data_checksums").query(String.class).single())
                    .isEqualTo("on");
            assertThat(
                            jdbc.sql(
                                            "select datlocale from pg_database where datname = current_database()")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("C.UTF-8");
            assertThat(jdbc.sql("select upper('é')").query(String.class).single()).isEqualTo("É");
        }
        try (var server = open()) {
            assertThat(jdbc(server).sql("select word from kept").query(String.class).list())
                    .containsExactly("还在");
        }
    }

    @Test
    void keepsItsPortAndPasswordToItself() throws IOException {
        int port;
        try (var server = open()) {
            port = server.address().port();
            assertThatThrownBy(() ->
                            JdbcClient.create(
                                            new DriverManagerDataSource(
                                                    server.address().url(), "postgres", "guessed"))
                                    .sql("select 1")
                                    .query()
                                    .singleValue())
                    .hasStackTraceContaining("password authentication failed");
        }
        try (var server = open()) {
            assertThat(server.address().port()).isEqualTo(port);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("db.password"))).hasSize(2);
    }

    @Test
    void tellsASecondProgramAndGoesOnForTheFirst() throws IOException {
        try (var first = open()) {
            first.address();
            assertThatThrownBy(this::open)
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining(folder.toRealPath().toString())
                    .hasMessageNotContaining("\n");
            try (var beside = EmbeddedServer.runningOn(new DataFolder(folder)).orElseThrow()) {
                assertThat(beside.address()).isEqualTo(first.address());
            }
            assertThat(jdbc(first).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws IOException {
        try (var server = open()) {
            server.address();
        }
        int port = Integer.parseInt(Files.readString(folder.resolve("db.port")).strip());
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var server = open()) {
            assertThat(server.address().port()).isNotEqualTo(taken.getLocalPort());
            assertThat(jdbc(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void isNotHeldUpByTheNumberOfADeadServerThatAnotherProgramHasNow() throws IOException {
        try (var server = open()) {
            server.address();
        }
        for (long number : new long[] {ProcessHandle.current().pid(), 1, 4_000_000}) {
            Files.writeString(
                    folder.resolve("db/postmaster.pid"),
                    "%d\n%s\n1700000000\n20000\n\n127.0.0.1\n"
                            .formatted(number, folder.resolve("db")));
            try (var server = open()) {
                assertThat(jdbc(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
            }
        }
    }

    @Test
    void comesBackByItselfWhenItIsKilled() throws Exception {
        try (var server = open();
                var pool = pool(server)) {
            var jdbc = JdbcClient.create(pool);
            jdbc.sql("create table kept (word text)").update();
            for (String signal : List.of("QUIT", "KILL", "INT")) {
                eventually(() ->
                        jdbc.sql("insert into kept values (:signal)")
                                .param("signal", signal)
                                .update());
                signal(
                        signal,
                        Postmaster.of(folder.toRealPath().resolve("db")).orElseThrow().pid());
                assertThat(
                                eventually(() ->
                                        jdbc.sql("select word from kept")
                                                .query(String.class)
                                                .list()))
                        .contains(signal);
            }
        }
    }

    @Test
    void keepsEveryRowThatItAcknowledgedWhenItIsStoppedUnderLoad() throws Exception {
        try (var server = open();
                var pool = pool(server)) {
            var jdbc = JdbcClient.create(pool);
            jdbc.sql("create table kept (number bigint primary key)").update();
            var next = new AtomicLong();
            Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
            var enough = new AtomicBoolean();
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = 0; writer < 8; writer++) {
                    writers.execute(() -> {
                        while (!enough.get()) {
                            write(jdbc, next.incrementAndGet(), acknowledged);
                        }
                    });
                }
                for (String signal : List.of("INT", "QUIT", "KILL", "INT")) {
                    int before = acknowledged.size();
                    await().until(() -> acknowledged.size() > before + 200);
                    signal(
                            signal,
                            Postmaster.of(folder.toRealPath().resolve("db")).orElseThrow().pid());
                }
                int before = acknowledged.size();
                await().until(() -> acknowledged.size() > before + 200);
                enough.set(true);
            }
            assertThat(jdbc.sql("select number from kept").query(Long.class).set())
                    .containsAll(acknowledged);
        }
    }

    private static void write(JdbcClient jdbc, long number, Set<Long> acknowledged) {
        try {
            jdbc.sql("insert into kept values (:number)").param("number", number).update();
            acknowledged.add(number);
        } catch (DataAccessException e) {
            // Not acknowledged: it may be there or not.
        }
    }

    /** Root's two ways of not being root; whoever is not root needs neither. */
    @Test
    void runsInANamespaceAndAsNobodyWhereWeAreRoot() throws IOException {
        // The way there must be open to nobody, too.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (Owner owner : List.of(Owner.IN_A_NAMESPACE, Owner.AS_NOBODY, Owner.IN_A_NAMESPACE)) {
            var wish =
                    new EmbeddedServer.Wish(
                            TestDatabase.version(),
                            folder.resolve("postgres"),
                            Map.of(),
                            List.of(owner));
            try (var server = EmbeddedServer.open(new DataFolder(folder), wish, Duration.ZERO)) {
                assertThat(jdbc(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
            }
        }
    }

    private EmbeddedServer open() throws IOException {
        return EmbeddedServer.open(new DataFolder(folder), wish(), Duration.ZERO);
    }

    static EmbeddedServer.Wish wish() throws IOException {
        return new EmbeddedServer.Wish(
                TestDatabase.version(), TestDatabase.PROGRAMS, Map.of(), Owner.WAYS);
    }

    static HikariDataSource pool(EmbeddedServer server) {
        var address = server.address();
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address.url());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(8);
        pool.setConnectionTimeout(3000);
        pool.setValidationTimeout(1000);
        return pool;
    }

    static void signal(String signal, long process) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process).start().waitFor();
    }

    /** Asks again and again while the server is away; every question waits in the pool. */
    static <T> T eventually(Supplier<T> question) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return question.get();
            } catch (DataAccessException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
        }
    }

    static JdbcClient jdbc(EmbeddedServer server) {
        var address = server.address();
        return JdbcClient.create(
                new DriverManagerDataSource(address.url(), address.user(), address.password()));
    }
}
