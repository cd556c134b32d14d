package niangjia.records.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Batch;
import niangjia.records.model.Witness;
import niangjia.site.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** A folder or a server elsewhere, to which roots go as they are made. */
class TheWitnessKeepsWhatItIsToldTest {

    private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-11-23T15:59:59.5Z");

    @TempDir Path home;

    @Test
    void aFolderHasAFileForEachDayThatOnlyItsOwnerReads() throws Exception {
        Witness witness = new FolderWitness(home.resolve("witness"), home.resolve("none"));
        assertThat(read(witness, LocalDate.EPOCH)).isEmpty();
        witness.tell(batch(0, 3, BEFORE_MIDNIGHT));
        witness.tell(batch(3, 1, BEFORE_MIDNIGHT));
        witness.tell(batch(4, 2, BEFORE_MIDNIGHT.plusSeconds(1)));
        try (var files = Files.list(home.resolve("witness"))) {
            assertThat(files.sorted().map(file -> file.getFileName().toString()))
                    .containsExactly("2026-11-23.log", "2026-11-24.log");
        }
        assertThat(rights(home.resolve("witness"))).isEqualTo("rwx------");
        assertThat(rights(home.resolve("witness/2026-11-23.log"))).isEqualTo("rw-------");
        assertThat(read(witness, LocalDate.EPOCH))
                .extracting(Batch::size)
                .containsExactly(3L, 4L, 6L);
        assertThat(read(witness, LocalDate.of(2026, 11, 24)))
                .extracting(Batch::size)
                .containsExactly(6L);
        Batch first = read(witness, LocalDate.EPOCH).getFirst();
        assertThat(first).usingRecursiveComparison().isEqualTo(batch(0, 3, BEFORE_MIDNIGHT));
    }

    @Test
    void whatAnInterruptionLeftHalfWrittenIsPassedOver() throws Exception {
        Witness witness = new FolderWitness(home, home.resolve("none"));
        witness.tell(batch(0, 3, BEFORE_MIDNIGHT));
        Path file = home.resolve("2026-11-23.log");
        String whole = BatchText.of(batch(3, 5, BEFORE_MIDNIGHT));
        for (int length : new int[] {1, 9, 80, 300, whole.length() - 80, whole.length() - 1}) {
            Files.writeString(file, whole.substring(0, length), StandardOpenOption.APPEND);
            witness.tell(batch(3, 5, BEFORE_MIDNIGHT));
            assertThat(read(witness, LocalDate.EPOCH).getLast())
                    .as("%d characters of it", length)
                    .usingRecursiveComparison()
                    .isEqualTo(batch(3, 5, BEFORE_MIDNIGHT));
            assertThat(read(witness, LocalDate.EPOCH).getFirst().size()).isEqualTo(3);
        }
    }

    @Test
    void whereDatabaseAndFolderAreOneAccountItSaysSo() throws Exception {
        Path server = Files.createDirectory(home.resolve("db"));
        Path folder = Files.createDirectory(home.resolve("witness"));
        assertThat(new FolderWitness(folder, server).apart()).isEqualTo(Witness.Apart.SAME_ACCOUNT);
        assertThat(new FolderWitness(folder, home.resolve("none")).apart())
                .as("another server")
                .isEqualTo(Witness.Apart.YES);
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setAttribute(server, "unix:uid", 65534);
            assertThat(new FolderWitness(folder, server).apart()).isEqualTo(Witness.Apart.YES);
        }
    }

    @Test
    void aServerElsewhereKeepsThemToo() throws Exception {
        var kept = new ByteArrayOutputStream();
        var answer = new AtomicInteger(503);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/roots",
                exchange -> {
                    byte[] said = exchange.getRequestBody().readAllBytes();
                    boolean ours =
                            "Bearer the key"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    int status = ours ? answer.get() : 401;
                    byte[] body = new byte[0];
                    if (status == 200 && exchange.getRequestMethod().equals("POST")) {
                        kept.writeBytes(said);
                    } else if (status == 200) {
                        body = kept.toByteArray();
                    }
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            URI address =
                    URI.create(
                            "http://localhost:%d/roots".formatted(server.getAddress().getPort()));
            Witness witness = new HttpWitness(address, "the key", peers(address));
            assertThatThrownBy(() -> witness.tell(batch(0, 3, BEFORE_MIDNIGHT)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            answer.set(200);
            witness.tell(batch(0, 3, BEFORE_MIDNIGHT));
            witness.tell(batch(3, 4, BEFORE_MIDNIGHT.plusSeconds(1)));
            assertThat(kept.toString(UTF_8)).startsWith("batch 0\nleaf ");
            assertThat(read(witness, LocalDate.EPOCH))
                    .extracting(Batch::size)
                    .containsExactly(3L, 7L);
            assertThat(read(witness, LocalDate.of(2026, 11, 24))).hasSize(1);
            assertThat(witness.apart()).isEqualTo(Witness.Apart.YES);
            assertThatThrownBy(() ->
                            new HttpWitness(address, "", peers(address))
                                    .tell(batch(7, 1, BEFORE_MIDNIGHT)))
                    .hasMessageContaining("401");
        } finally {
            server.stop(0);
        }
        URI nobody = URI.create("http://localhost:1/roots");
        assertThatThrownBy(() ->
                        new HttpWitness(nobody, "", peers(nobody))
                                .tell(batch(0, 1, BEFORE_MIDNIGHT)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        new HttpWitness(URI.create("http://127.0.0.1:1/roots"), "", peers(nobody))
                                .tell(batch(0, 1, BEFORE_MIDNIGHT)))
                .as("whom no setting names")
                .isInstanceOf(Peers.Stranger.class);
    }

    private static Peers peers(URI address) {
        return new Peers(
                new MockEnvironment().withProperty("niangjia.witness", address.toString()));
    }

    private static List<Batch> read(Witness witness, LocalDate from) throws IOException {
        List<Batch> batches = new ArrayList<>();
        witness.read(from, batches::add);
        return batches;
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Batch batch(long since, int leaves, Instant at) {
        List<Batch.Leaf> all = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            byte[] hash = new byte[32];
            hash[0] = (byte) (since + i);
            all.add(new Batch.Leaf(hash, (short) 11, new UUID(since, i), "help.asked"));
        }
        return new Batch(
                since, since + leaves, Algorithm.SHA_256, at, "7:9:7,8", new byte[32], all);
    }
}
