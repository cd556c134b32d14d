package niangjia.installed;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import niangjia.Niangjia;
import niangjia.database.TestDatabase;

/**
 * The product, started as a program with settings of the environment, as an operator does, on a
 * database that was laid in before.
 */
public final class Installed implements AutoCloseable {

    private static final long PATIENCE = 120;

    private final Process process;
    private final Path data;
    private final int port;

    private Installed(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /** Begins to start; it may refuse. */
    public static Installed begin(
            TestDatabase database, Map<String, String> settings, String... words)
            throws IOException {
        Path data = Files.createDirectories(TestDatabase.freshFolder()).toRealPath();
        int port = freePort();
        var line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx320m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                Arrays.stream(
                                                System.getProperty("java.class.path")
                                                        .split(File.pathSeparator))
                                        .filter(part -> !part.endsWith("test-classes"))
                                        .collect(Collectors.joining(File.pathSeparator)),
                                Niangjia.class.getName()));
        line.addAll(List.of(words));
        var builder =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("said").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "NIANGJIA_DATA", data.toString(),
                                "NIANGJIA_SECRET", TestDatabase.SECRET,
                                "SERVER_PORT", String.valueOf(port),
                                "SPRING_DATASOURCE_URL", database.url(),
                                "SPRING_DATASOURCE_USERNAME", database.user(),
                                "SPRING_DATASOURCE_PASSWORD", database.password()));
        builder.environment().putAll(settings);
        return new Installed(builder.start(), data, port);
    }

    /** Started, and ready to answer. */
    public static Installed start(TestDatabase database, Map<String, String> settings)
            throws IOException, InterruptedException {
        Installed program = begin(database, settings);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!program.isHealthy()) {
            if (!program.process.isAlive() || System.nanoTime() > until) {
                String said = program.said();
                program.close();
                throw new IllegalStateException("the program does not start: " + said);
            }
            LockSupport.parkNanos(50_000_000);
        }
        return program;
    }

    /** Waits until it has ended by itself; its exit code. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("the program does not end");
        }
        return process.exitValue();
    }

    /** What it wrote on its terminal. */
    public String said() throws IOException {
        return Files.readString(data.resolve("said"));
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    private boolean isHealthy() throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + port
                                                                    + "/actuator/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
