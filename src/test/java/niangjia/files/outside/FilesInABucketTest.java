package niangjia.files.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import niangjia.database.CannotStart;
import niangjia.files.model.Store;
import niangjia.site.Peers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/**
 * The bucket of an S3-compatible server, spoken to as the protocol has it: S3Proxy, a program of
 * its own, started on loopback.
 */
class FilesInABucketTest {

    private static final String KEY = "hers";
    private static final String SECRET = "a long pass phrase of the operator";

    @TempDir static Path folder;
    private static Process server;
    private static URI endpoint = URI.create("http://127.0.0.1:1");

    @BeforeAll
    static void start() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        endpoint = URI.create("http://127.0.0.1:" + port);
        Files.createDirectories(folder.resolve("store/photos"));
        Path settings = folder.resolve("s3proxy.conf");
        Files.writeString(
                settings,
                """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                jclouds.identity=local
                jclouds.credential=local
                """
                        .formatted(endpoint, KEY, SECRET, folder.resolve("store")));
        server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-DLOG_LEVEL=warn",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3proxy.log").toFile())
                        .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers(port)) {
            if (!server.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(
                        "no server: " + Files.readString(folder.resolve("s3proxy.log")));
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    @AfterAll
    static void stop() {
        server.destroyForcibly();
    }

    @Test
    void whatIsPutIsThereUntilItIsTakenAway() {
        try (var store = store(SECRET)) {
            String name = UUID.randomUUID().toString();
            byte[] bytes = new byte[3 << 20];
            new java.util.Random(5).nextBytes(bytes);
            assertThat(store.get(name)).isEmpty();
            store.put(name, bytes);
            assertThat(store.get(name)).hasValue(bytes);
            store.put(name, new byte[] {1});
            assertThat(store.get(name)).hasValue(new byte[] {1});
            store.delete(name);
            assertThat(store.get(name)).isEmpty();
            store.delete(name);
        }
    }

    @Test
    void itIsTheServersAndNotAFolderOfOurs() throws IOException {
        String name = UUID.randomUUID().toString();
        try (var store = store(SECRET)) {
            store.put(name, new byte[] {1, 2, 3});
        }
        assertThat(Files.readAllBytes(folder.resolve("store/photos").resolve(name)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void withAnotherSecretNothingIsGivenOrTaken() {
        String name = UUID.randomUUID().toString();
        try (var store = store("somebody else's")) {
            assertThatThrownBy(() -> store.put(name, new byte[] {1}))
                    .isInstanceOf(Store.Away.class);
            assertThatThrownBy(() -> store.get(name)).isInstanceOf(Store.Away.class);
        }
    }

    @Test
    void whereNobodyAnswersItSaysSo() {
        URI nobody = URI.create("http://127.0.0.1:1");
        try (var store = store(nobody, SECRET, nobody)) {
            assertThatThrownBy(() -> store.get(UUID.randomUUID().toString()))
                    .isInstanceOf(Store.Away.class);
        }
    }

    @Test
    void nothingGoesToAServerThatNoSettingNames() {
        String name = UUID.randomUUID().toString();
        try (var store = store(endpoint, SECRET, URI.create("http://files.example"))) {
            assertThatThrownBy(() -> store.put(name, new byte[] {1}))
                    .isInstanceOf(Store.Away.class)
                    .hasRootCauseInstanceOf(Peers.Stranger.class);
        }
        try (var store = store(SECRET)) {
            assertThat(store.get(name)).isEmpty();
        }
    }

    @Test
    void elsewhereThanHereItIsNamedByHttps() {
        assertThat(FilesBeans.endpoint("https://s3.example")).hasHost("s3.example");
        assertThat(FilesBeans.endpoint(endpoint.toString())).isEqualTo(endpoint);
        assertThatThrownBy(() -> FilesBeans.endpoint("http://s3.example"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("NIANGJIA_FILES_S3_ENDPOINT");
    }

    private static S3Store store(String secret) {
        return store(endpoint, secret, endpoint);
    }

    private static S3Store store(URI at, String secret, URI named) {
        var settings =
                new MockEnvironment().withProperty("niangjia.files.s3.endpoint", named.toString());
        return new S3Store(
                new S3Store.Bucket(at, "us-east-1", "photos", KEY, secret), new Peers(settings));
    }

    private static boolean answers(int port) {
        try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return line.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
