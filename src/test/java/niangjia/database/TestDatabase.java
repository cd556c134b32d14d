package niangjia.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import niangjia.Niangjia;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database for one test story, on a real server that lives as long as the tests' JVM. Every
 * Spring context of a test gets one by itself; a plain test asks for {@link #empty()} or {@link
 * #laidIn()}.
 */
public record TestDatabase(String url, String user, String password) {

    private static final Path HOME = Path.of("target", "test-data");

    /** Unpacked once, for all tests that start a server. */
    static final Path PROGRAMS = HOME.toAbsolutePath().resolve("postgres");

    /** All databases are copies of one that was laid in: what is closed in it opens in each. */
    public static final String SECRET = "one secret for all the stories told here";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();
    private static final Map<TestDatabase, DataSource> POOLS = new ConcurrentHashMap<>();

    /** Nothing in it, not even our schemas. */
    public static TestDatabase empty() {
        return Server.create("template0");
    }

    /**
     * As the program leaves it after its first start: migrated, the four levels laid in, no
     * demonstration.
     */
    public static TestDatabase laidIn() {
        return laidIn(false);
    }

    public static TestDatabase laidIn(boolean demonstration) {
        return Server.create(
                TEMPLATES.computeIfAbsent(
                        "demonstration=" + demonstration, TestDatabase::template));
    }

    /** A pool, since greeting the server costs a story of a thousand statements ten seconds. */
    public DataSource dataSource() {
        return POOLS.computeIfAbsent(this, TestDatabase::pool);
    }

    private DataSource pool() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        return pool;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /**
     * The server's own files: tables, indexes and the log of changes, after everything that is in
     * memory was written to them.
     */
    public static Path files() {
        EmbeddedServer.Address address = Server.SERVER.address();
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + address.port() + "/postgres",
                                Cluster.SUPERUSER,
                                address.password());
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.RUN.resolve("server/db");
    }

    /** A folder of this run that no other test uses. */
    public static Path freshFolder() {
        return Server.RUN.resolve("folder-" + NUMBER.incrementAndGet());
    }

    /**
     * The program itself prepares it, so that it is never anything else than what a first start
     * makes.
     */
    private static String template(String choice) {
        TestDatabase database = empty();
        new SpringApplicationBuilder(Niangjia.class)
                .run(
                        "--server.port=-1",
                        "--niangjia." + choice,
                        "--niangjia.secret=" + SECRET,
                        "--niangjia.data=" + freshFolder(),
                        "--spring.datasource.url=" + database.url,
                        "--spring.datasource.username=" + database.user,
                        "--spring.datasource.password=" + database.password)
                .close();
        return database.url.substring(database.url.lastIndexOf('/') + 1);
    }

    /** Begun with the first database that is asked for. */
    private static final class Server {

        static final Path RUN = HOME.resolve("run-" + ProcessHandle.current().pid());
        private static final EmbeddedServer SERVER = start();

        static TestDatabase create(String template) {
            EmbeddedServer.Address address = SERVER.address();
            String name = "story_" + NUMBER.incrementAndGet();
            String url = "jdbc:postgresql://127.0.0.1:" + address.port() + "/";
            try (var connection =
                            DriverManager.getConnection(
                                    url + "postgres", Cluster.SUPERUSER, address.password());
                    var statement = connection.createStatement()) {
                statement.execute(
                        "create database "
                                + name
                                + " owner "
                                + address.user()
                                + " template "
                                + template);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new TestDatabase(url + name, address.user(), address.password());
        }

        private static EmbeddedServer start() {
            try {
                clearOldRuns();
                // Stopped by its watcher when this JVM ends, after the last context has left it.
                return EmbeddedServer.open(
                        new DataFolder(RUN.resolve("server")),
                        new EmbeddedServer.Wish(
                                version(),
                                PROGRAMS,
                                Map.of(
                                        "fsync", "off",
                                        "synchronous_commit", "off",
                                        "full_page_writes", "off",
                                        "max_wal_size", "1GB",
                                        "shared_buffers", "128MB",
                                        "max_connections", "300"),
                                Owner.WAYS),
                        Duration.ZERO);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void clearOldRuns() throws IOException {
            Files.createDirectories(HOME);
            try (var runs = Files.newDirectoryStream(HOME, "run-*")) {
                for (Path run : runs) {
                    var lock = new DataFolder(run.resolve("server")).lock();
                    if (lock.isPresent()) {
                        lock.get().close();
                        try {
                            DataFolder.remove(run);
                        } catch (DirectoryNotEmptyException e) {
                            // Another program of these tests looks into it just now, and clears it.
                        }
                    }
                }
            }
        }
    }

    static String version() throws IOException {
        var properties = new Properties();
        try (var stream = TestDatabase.class.getResourceAsStream("/application.properties")) {
            properties.load(stream);
        }
        return properties.getProperty("niangjia.database.version");
    }
}
