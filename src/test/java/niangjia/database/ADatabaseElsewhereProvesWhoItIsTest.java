package niangjia.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import niangjia.installed.Authority;
import niangjia.installed.Installed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database on another machine is spoken to over TLS: a server that takes nothing else, with a
 * certificate of an authority made here, and the program told whom to believe.
 */
@Tag("prove")
class ADatabaseElsewhereProvesWhoItIsTest {

    private static final Path FOLDER = TestDatabase.freshFolder();
    private static EmbeddedServer server;
    private static Path believed;

    @BeforeAll
    static void open() throws Exception {
        var folder = new DataFolder(FOLDER);
        believed = FOLDER.resolve("believed.crt").toAbsolutePath();
        Authority authority = Authority.named("an authority of this story").writeTo(believed);
        Path certificate = folder.file("tls/server.crt");
        Path key = folder.file("tls/server.key");
        // Of one name only: by its number nobody is let believe it.
        authority.issue("localhost").writeTo(certificate, key);
        Path doors = folder.file("tls/pg_hba.conf");
        Files.writeString(doors, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        Owner.of(Owner.WAYS, folder, Binaries.in(TestDatabase.PROGRAMS, TestDatabase.version()))
                .take(folder.path().resolve("tls"));
        server =
                EmbeddedServer.open(
                        folder,
                        new EmbeddedServer.Wish(
                                TestDatabase.version(),
                                TestDatabase.PROGRAMS,
                                Map.of(
                                        "ssl",
                                        "on",
                                        "ssl_min_protocol_version",
                                        "TLSv1.2",
                                        "ssl_cert_file",
                                        certificate.toString(),
                                        "ssl_key_file",
                                        key.toString(),
                                        "hba_file",
                                        doors.toString(),
                                        "fsync",
                                        "off"),
                                Owner.WAYS),
                        Duration.ZERO);
        server.address();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void andTheProgramWorksOnItOverTlsOnly() throws Exception {
        TestDatabase there = at("localhost", "sslmode=verify-full&sslrootcert=" + believed);
        try (Installed program = Installed.start(there, Map.of())) {
            assertThat(
                            there.jdbc()
                                    .sql(
                                            "select s.ssl and s.version in ('TLSv1.2', 'TLSv1.3') from pg_stat_activity a join"
                                                    + " pg_stat_ssl s on s.pid = a.pid where a.application_name = 'niangjia'")
                                    .query(Boolean.class)
                                    .list())
                    .isNotEmpty()
                    .containsOnly(true);
            assertThat(program.said()).doesNotContain("ERROR");
        }
    }

    @Test
    void elseItDoesNotStartAndSaysInOneLineWhy() throws Exception {
        Path another = FOLDER.resolve("another.crt").toAbsolutePath();
        Authority.named("another").writeTo(another);
        Map<TestDatabase, String> refused = new TreeMap<>((a, b) -> a.url().compareTo(b.url()));
        refused.put(
                at("localhost", "sslmode=verify-full&sslrootcert=" + another),
                "unable to find valid certification path");
        refused.put(
                at("127.0.0.1", "sslmode=verify-full&sslrootcert=" + believed),
                "hostname 127.0.0.1 could not be verified");
        refused.put(at("localhost", "sslmode=disable"), "no encryption");
        for (var one : refused.entrySet()) {
            try (Installed program = Installed.begin(one.getKey(), Map.of())) {
                assertThat(program.ended()).as(one.getKey().url()).isNotZero();
                assertThat(program.said())
                        .contains("SPRING_DATASOURCE_URL", one.getValue())
                        .doesNotContain("\tat ", server.address().password());
            }
        }
    }

    private static TestDatabase at(String host, String how) {
        var address = server.address();
        return new TestDatabase(
                "jdbc:postgresql://%s:%d/%s?%s".formatted(host, address.port(), Cluster.NAME, how),
                address.user(),
                address.password());
    }
}
