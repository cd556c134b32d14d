package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The server that comes along, on a folder of its own. */
class EmbeddedServerTest {

    private static final Path PROGRAMS =
            Path.of("target", "test-data", "postgres").toAbsolutePath();

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

    private EmbeddedServer open() throws IOException {
        return EmbeddedServer.open(
                new DataFolder(folder), TestDatabase.version(), PROGRAMS, Map.of());
    }

    private static JdbcClient jdbc(EmbeddedServer server) {
        var address = server.address();
        return JdbcClient.create(
                new DriverManagerDataSource(address.url(), address.user(), address.password()));
    }
}
