package niangjia.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that comes along: unpacked, laid out and started on a data folder, stopped
 * with the program however that ends, and started again should it die alone. Whatever an earlier
 * program left on the folder, killed at any moment, is cleared up first.
 */
final class EmbeddedServer implements AutoCloseable {

    /** How to reach it. The database has its own user, who is not the server's superuser. */
    record Address(int port, String database, String user, String password) {
        String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        }

        @Override
        public String toString() {
            return url();
        }
    }

    static final String NAME = "niangjia";
    static final String SUPERUSER = "postgres";

    /** Two cores, little memory, and nothing acknowledged that is not on the disk. */
    static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("shared_buffers", "256MB"),
                    Map.entry("effective_cache_size", "1GB"),
                    Map.entry("work_mem", "8MB"),
                    Map.entry("maintenance_work_mem", "128MB"),
                    Map.entry("max_connections", "100"),
                    Map.entry("wal_compression", "on"),
                    Map.entry("max_wal_size", "4GB"),
                    Map.entry("checkpoint_timeout", "15min"),
                    Map.entry("random_page_cost", "1.1"),
                    Map.entry("jit", "off"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("log_timezone", "UTC"),
                    // A week of logs, each day over last week's. Neither statements nor the values
                    // in them: they are stories.
                    Map.entry("logging_collector", "on"),
                    Map.entry("log_filename", "postgres-%a.log"),
                    Map.entry("log_truncate_on_rotation", "on"),
                    Map.entry("log_error_verbosity", "terse"),
                    Map.entry("log_min_error_statement", "panic"));

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    /**
     * Starts the server in a session of its own, so that an interrupt at the terminal reaches the
     * program only, and stops it once nobody holds the other end of our input any more: the program
     * closed it, or died.
     */
    private static final String WATCH =
            """
            trap '' INT HUP TERM
            if command -v setsid >/dev/null; then
                setsid "$@" </dev/null >>"$0" 2>&1 &
            elif command -v perl >/dev/null; then
                perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' "$@" </dev/null >>"$0" 2>&1 &
            else
                "$@" </dev/null >>"$0" 2>&1 &
            fi
            server=$!
            echo $server
            exec 3<&0 >/dev/null
            { read -r word <&3; kill -INT $server; } &
            reader=$!
            exec 3<&- </dev/null
            wait $server
            result=$?
            kill -KILL $reader 2>/dev/null
            exit $result
            """;

    private static final Duration UNTIL_STARTED = Duration.ofMinutes(10);
    private static final Duration UNTIL_REPEATED = Duration.ofSeconds(60);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final DataFolder.@Nullable Lock lock;
    private final String version;
    private final Path unpacked;
    private final Map<String, String> settings;
    private final Path cluster;
    private final CompletableFuture<Address> address = new CompletableFuture<>();
    private volatile @Nullable Process watcher;
    private volatile boolean closing;

    private EmbeddedServer(
            DataFolder folder,
            DataFolder.@Nullable Lock lock,
            String version,
            Path unpacked,
            Map<String, String> settings) {
        this.folder = folder;
        this.lock = lock;
        this.version = version;
        this.unpacked = unpacked;
        this.settings = settings;
        this.cluster = folder.path().resolve("db");
    }

    /**
     * Takes the folder and begins to start the server on it; {@link #address()} waits until it is
     * there.
     *
     * @param version names the folder of the programs, so that a newer one is unpacked beside
     * @throws FolderInUse if another program works on the folder
     */
    static EmbeddedServer open(DataFolder folder, String version) {
        return open(folder, version, folder.path().resolve("postgres"), Map.of());
    }

    static EmbeddedServer open(
            DataFolder folder, String version, Path unpacked, Map<String, String> settings) {
        DataFolder.Lock lock = folder.lock().orElseThrow(() -> new FolderInUse(folder));
        var all = new TreeMap<>(SETTINGS);
        all.putAll(settings);
        var server = new EmbeddedServer(folder, lock, version, unpacked, all);
        Thread.ofPlatform().name("database-start").daemon().start(server::begin);
        return server;
    }

    /**
     * The server that another program runs on the folder; closing ours leaves it running. Empty
     * where none is ready.
     */
    static Optional<EmbeddedServer> runningOn(DataFolder folder) {
        var server = new EmbeddedServer(folder, null, "", folder.path(), Map.of());
        try {
            Optional<Postmaster> other = Postmaster.of(server.cluster);
            if (other.isEmpty() || !other.get().isReady() || !other.get().isRunning()) {
                return Optional.empty();
            }
            server.address.complete(server.addressAt(other.get().port()));
            return Optional.of(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server answers. */
    Address address() {
        try {
            return address.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends what runs in the database, writes everything out and stops. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        closing = true;
        try {
            // A start under way is waited for, since only then there is something to stop.
            address.exceptionally(e -> new Address(0, "", "", ""))
                    .get(UNTIL_STARTED.toSeconds(), TimeUnit.SECONDS);
            Process process = watcher;
            if (process != null) {
                process.getOutputStream().close();
                if (!process.waitFor(UNTIL_STOPPED.toSeconds(), TimeUnit.SECONDS)) {
                    log.warn("the database does not stop; it is told to leave everything as it is");
                    stop("QUIT", UNTIL_STOPPED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | java.util.concurrent.TimeoutException e) {
            log.warn("the database did not stop in order; the next start repairs it", e);
        } finally {
            lock.close();
        }
    }

    private void begin() {
        try {
            folder.removeDrafts();
            Binaries binaries = Binaries.in(unpacked, version);
            Owner owner = Owner.of(folder, binaries);
            if (!Files.isDirectory(cluster)) {
                layOut(binaries, owner);
            }
            owner.take(cluster);
            address.complete(addressAt(start(binaries, owner, UNTIL_REPEATED)));
            keepRunning(binaries, owner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            address.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            address.completeExceptionally(e);
        }
    }

    private Address addressAt(int port) {
        return new Address(port, NAME, NAME, password());
    }

    String password() {
        return folder.kept("db.password", HexFormat.of().formatHex(DataFolder.random(24)));
    }

    /**
     * A new cluster: the server's own files, our user and his empty database, whole or not at all.
     */
    private void layOut(Binaries binaries, Owner owner) throws IOException, InterruptedException {
        String draft = "db." + HexFormat.of().formatHex(DataFolder.random(8));
        Path words = folder.path().resolve(draft + ".password" + DataFolder.DRAFT);
        Path files =
                Files.createDirectory(
                        folder.path().resolve(draft + DataFolder.DRAFT),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        folder.keep(words, password());
        owner.take(words);
        owner.take(files);
        var initdb =
                new ArrayList<>(
                        List.of(
                                binaries.program("initdb"),
                                "--pgdata=" + files,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + words,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--data-checksums"));
        boolean durable = !"off".equals(settings.get("fsync"));
        if (!durable) {
            initdb.add("--no-sync");
        }
        run(owner.runs(initdb), "");
        // In one go without a server: nobody ever meets the cluster without its database.
        run(
                owner.runs(
                        binaries.program("postgres"),
                        "--single",
                        "-D",
                        files.toString(),
                        "-c",
                        "fsync=" + (durable ? "on" : "off"),
                        "-c",
                        "log_min_messages=fatal",
                        SUPERUSER),
                "create role "
                        + NAME
                        + " login password '"
                        + password()
                        + "'\n"
                        + "create database "
                        + NAME
                        + " owner "
                        + NAME
                        + "\n");
        Files.delete(words);
        DataFolder.publish(files, cluster);
    }

    private static void run(List<String> words, String input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The database could not be laid out: " + said.strip());
        }
    }

    /**
     * Starts until it runs: what an earlier program left may take its time to go.
     *
     * @return the port
     */
    private int start(Binaries binaries, Owner owner, Duration patience)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            clearUp();
            int port = port();
            if (launch(binaries, owner, port)) {
                return port;
            }
            if (System.nanoTime() > until || closing) {
                throw new IOException("The database does not start: " + lastWords());
            }
            Thread.sleep(200);
        }
    }

    private boolean launch(Binaries binaries, Owner owner, int port)
            throws IOException, InterruptedException {
        Path logs = folder.path().resolve("log");
        Files.createDirectories(logs);
        Path startLog = logs.resolve("postgres-start.log");
        Files.writeString(startLog, "");
        owner.take(logs);
        owner.take(startLog);
        var words =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                WATCH,
                                startLog.toString(),
                                binaries.program("postgres")));
        words.addAll(List.of("-D", cluster.toString(), "-p", String.valueOf(port)));
        var all = new TreeMap<>(settings);
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("log_directory", logs.toString());
        all.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        Process process =
                new ProcessBuilder(owner.runs(words))
                        .redirectError(ProcessBuilder.Redirect.appendTo(startLog.toFile()))
                        .start();
        var stdout = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String first = stdout.readLine();
        long pid = first == null ? 0 : Long.parseLong(first.strip());
        long began = System.nanoTime();
        boolean told = false;
        while (process.isAlive()) {
            if (Postmaster.of(cluster)
                    .filter(server -> server.pid() == pid && server.isReady())
                    .isPresent()) {
                watcher = process;
                return true;
            }
            long waited = System.nanoTime() - began;
            if (!told && waited > Duration.ofSeconds(5).toNanos()) {
                told = true;
                log.info("the database repairs what an interruption left; this can take minutes");
            }
            if (waited > UNTIL_STARTED.toNanos()) {
                process.getOutputStream().close();
                process.waitFor();
                return false;
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /**
     * Stops a server that outlived its program, and forgets one whose number went to another
     * program.
     */
    private void clearUp() throws IOException, InterruptedException {
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            Optional<Postmaster> left = Postmaster.of(cluster);
            if (left.isPresent() && left.get().isRunning()) {
                log.info(
                        "stopping the database that an earlier start left behind (process {})",
                        left.get().pid());
                stop(signal, UNTIL_STOPPED);
            }
        }
        Optional<Postmaster> left = Postmaster.of(cluster);
        if (left.isPresent() && left.get().isNumberOfAnotherProgram()) {
            left.get().forgetNumber();
        }
    }

    private void stop(String signal, Duration patience) throws IOException, InterruptedException {
        Optional<Postmaster> server = Postmaster.of(cluster).filter(Postmaster::isRunning);
        if (server.isEmpty()) {
            return;
        }
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + server.get().pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        long until = System.nanoTime() + patience.toNanos();
        while (server.get().isRunning() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    /**
     * Should the server die alone, it is started again; the program's connections find it at the
     * same place.
     */
    private void keepRunning(Binaries binaries, Owner owner)
            throws IOException, InterruptedException {
        while (!closing) {
            Process process = watcher;
            if (process == null) {
                return;
            }
            process.waitFor();
            while (!closing && process == watcher) {
                log.warn("the database stopped by itself; starting it again");
                try {
                    start(binaries, owner, UNTIL_REPEATED);
                } catch (IOException e) {
                    log.error("the database stays away", e);
                }
            }
        }
    }

    /**
     * The port of last time, so that tools find it again, unless somebody else took it meanwhile.
     */
    private int port() throws IOException {
        Path file = folder.file("db.port");
        int port = Integer.parseInt(folder.kept("db.port", String.valueOf(anyPort())));
        for (int trial = 0; !isFree(port) && !address.isDone() && trial < 1000; trial++) {
            port = anyPort();
        }
        folder.keep(file, String.valueOf(port));
        return port;
    }

    /** Below the range from which systems draw ports for outgoing connections. */
    private static int anyPort() {
        return ThreadLocalRandom.current().nextInt(20_000, 30_000);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(folder.path().resolve("log/postgres-start.log"));
        return lines.isEmpty()
                ? "no reason given"
                : String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
