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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that comes along: unpacked, laid out and started on a data folder, stopped
 * with the program however that ends, and started again should it die alone. Whatever an earlier
 * program left on the folder, killed at any moment, is cleared up first.
 */
final class EmbeddedServer implements AutoCloseable {

    /** How to reach the program's database. */
    record Address(int port, String password) {

        String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.NAME;
        }

        String user() {
            return Cluster.NAME;
        }

        @Override
        public String toString() {
            return url();
        }
    }

    /**
     * What is asked of a server.
     *
     * @param version names the folder of the programs, so that a newer one is unpacked beside
     * @param programs where they are unpacked
     * @param settings in the place of the usual ones
     * @param owners as whom it may run where we are root, the first that works
     */
    record Wish(String version, Path programs, Map<String, String> settings, List<Owner> owners) {

        static Wish usual(String version, DataFolder folder) {
            return new Wish(version, folder.path().resolve("postgres"), Map.of(), Owner.WAYS);
        }

        /** Two cores, little memory, and nothing acknowledged that is not on the disk. */
        private static final Map<String, String> USUAL =
                Map.ofEntries(
                        Map.entry("shared_buffers", "256MB"),
                        Map.entry("effective_cache_size", "1GB"),
                        Map.entry("work_mem", "8MB"),
                        Map.entry("maintenance_work_mem", "128MB"),
                        Map.entry("max_connections", "100"),
                        Map.entry("wal_compression", "off"),
                        Map.entry("max_wal_size", "4GB"),
                        Map.entry("checkpoint_timeout", "15min"),
                        Map.entry("random_page_cost", "1.1"),
                        Map.entry("jit", "off"),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"),
                        // A week of logs, each day over last week's. Neither statements nor the
                        // values in them: they are stories.
                        Map.entry("logging_collector", "on"),
                        Map.entry("log_filename", "postgres-%a.log"),
                        Map.entry("log_truncate_on_rotation", "on"),
                        Map.entry("log_error_verbosity", "terse"),
                        Map.entry("log_min_error_statement", "panic"));

        Map<String, String> all() {
            var all = new TreeMap<>(USUAL);
            all.putAll(settings);
            return all;
        }
    }

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

    /** Repairing four gigabytes of log takes its time. */
    private static final Duration UNTIL_READY = Duration.ofMinutes(10);

    private static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(60);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Wish wish;
    private final DataFolder.@Nullable Lock lock;
    private final CompletableFuture<Address> address = new CompletableFuture<>();
    private @Nullable Thread keeper;
    private volatile @Nullable Process watcher;
    private volatile boolean closing;

    private EmbeddedServer(DataFolder folder, Wish wish, DataFolder.@Nullable Lock lock) {
        this.cluster = new Cluster(folder);
        this.wish = wish;
        this.lock = lock;
    }

    /**
     * Takes the folder and begins to start the server on it; {@link #address()} waits until it is
     * there.
     *
     * @param patience with a program on the folder that is just ending
     * @throws FolderInUse if another program works on the folder
     */
    static EmbeddedServer open(DataFolder folder, Wish wish, Duration patience) {
        Optional<DataFolder.Lock> taken = folder.lock();
        long until = System.nanoTime() + patience.toNanos();
        while (taken.isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            taken = folder.lock();
        }
        DataFolder.Lock lock = taken.orElseThrow(() -> new FolderInUse(folder));
        var server = new EmbeddedServer(folder, wish, lock);
        server.keeper = Thread.ofPlatform().name("database").daemon().start(server::keep);
        return server;
    }

    /**
     * The server that another program runs on the folder; closing ours leaves it running. Empty
     * where none is ready.
     */
    static Optional<EmbeddedServer> runningOn(DataFolder folder) {
        var server = new EmbeddedServer(folder, Wish.usual("", folder), null);
        try {
            Optional<Postmaster> other = server.postmaster();
            if (other.isEmpty() || !other.get().isReady() || !other.get().isRunning()) {
                return Optional.empty();
            }
            server.address.complete(new Address(other.get().port(), server.cluster.password()));
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
            letGo(watcher);
            if (!isOver(UNTIL_STOPPED)) {
                log.warn("the database does not stop in order; the next start repairs it");
                stop("QUIT");
                isOver(UNTIL_STOPPED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("the database does not stop in order; the next start repairs it", e);
        } finally {
            lock.close();
        }
    }

    private boolean isOver(Duration patience) throws InterruptedException {
        return keeper == null || keeper.join(patience);
    }

    /** The watcher stops the server once nobody holds its input. */
    private static void letGo(@Nullable Process watcher) throws IOException {
        if (watcher != null) {
            watcher.getOutputStream().close();
        }
    }

    private Optional<Postmaster> postmaster() throws IOException {
        return Postmaster.of(cluster.files());
    }

    /**
     * Starts the server and keeps it up: should it die alone, connections find it again at the same
     * place.
     */
    private void keep() {
        try {
            cluster.folder().removeDrafts();
            Binaries binaries = Binaries.in(wish.programs(), wish.version());
            Owner owner = Owner.of(wish.owners(), cluster.folder(), binaries);
            cluster.layOut(binaries, owner, !"off".equals(wish.settings().get("fsync")));
            address.complete(start(binaries, owner));
            for (Process process = watcher; process != null; process = watcher) {
                process.waitFor();
                if (closing) {
                    return;
                }
                log.warn("the database stopped by itself; starting it again");
                startAgain(binaries, owner);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            address.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            address.completeExceptionally(e);
        }
    }

    private void startAgain(Binaries binaries, Owner owner) throws InterruptedException {
        try {
            start(binaries, owner);
        } catch (IOException e) {
            if (!closing) {
                log.error("the database stays away", e);
            }
        }
    }

    /** Starts until it runs, for a while: what an earlier program left may take its time to go. */
    private Address start(Binaries binaries, Owner owner) throws IOException, InterruptedException {
        long until = System.nanoTime() + UNTIL_GIVEN_UP.toNanos();
        while (true) {
            clearUp();
            int port = port();
            if (!closing && launch(binaries, owner, port)) {
                return new Address(port, cluster.password());
            }
            if (closing || System.nanoTime() > until) {
                throw new IOException("The database does not start: " + lastWords());
            }
            Thread.sleep(200);
        }
    }

    private boolean launch(Binaries binaries, Owner owner, int port)
            throws IOException, InterruptedException {
        Path startLog = startLog();
        Files.writeString(startLog, "");
        Path logs = cluster.folder().path().resolve("log");
        owner.take(startLog);
        owner.take(logs);
        var settings = new TreeMap<>(wish.all());
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", String.valueOf(port));
        settings.put("unix_socket_directories", "");
        settings.put("log_directory", logs.toString());
        var words = new ArrayList<>(List.of("sh", "-c", WATCH, startLog.toString()));
        words.addAll(List.of(binaries.program("postgres"), "-D", cluster.files().toString()));
        settings.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        Process process =
                new ProcessBuilder(owner.runs(words))
                        .redirectError(ProcessBuilder.Redirect.appendTo(startLog.toFile()))
                        .start();
        watcher = process;
        if (closing) {
            letGo(process);
        }
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String number = said.readLine();
        return number != null && isReady(process, Long.parseLong(number.strip()));
    }

    private boolean isReady(Process process, long server) throws IOException, InterruptedException {
        long began = System.nanoTime();
        boolean told = false;
        while (process.isAlive()) {
            Optional<Postmaster> now = postmaster();
            if (now.isPresent() && now.get().pid() == server && now.get().isReady()) {
                return true;
            }
            long waited = System.nanoTime() - began;
            if (!told && waited > Duration.ofSeconds(5).toNanos()) {
                told = true;
                log.info("the database repairs what an interruption left; this can take minutes");
            }
            if (waited > UNTIL_READY.toNanos()) {
                letGo(process);
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
            stop(signal);
        }
        Optional<Postmaster> left = postmaster();
        if (left.isPresent() && left.get().isNumberOfAnotherProgram()) {
            left.get().forgetNumber();
        }
    }

    private void stop(String signal) throws IOException, InterruptedException {
        Optional<Postmaster> server = postmaster().filter(Postmaster::isRunning);
        if (server.isEmpty()) {
            return;
        }
        log.info("stopping the database of process {} ({})", server.get().pid(), signal);
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + server.get().pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        long until = System.nanoTime() + UNTIL_STOPPED.toNanos();
        while (server.get().isRunning() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    /** That of last time, so that tools find it again, unless somebody else took it meanwhile. */
    private int port() throws IOException {
        DataFolder folder = cluster.folder();
        int port = Integer.parseInt(folder.kept("db.port", String.valueOf(anyPort())));
        if (!address.isDone() && !isFree(port)) {
            port = anyPort();
            folder.keep(folder.file("db.port"), String.valueOf(port));
        }
        return port;
    }

    /** A free one below the range from which systems draw ports for outgoing connections. */
    private static int anyPort() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .limit(1000)
                .filter(EmbeddedServer::isFree)
                .findFirst()
                .orElseThrow();
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

    private Path startLog() {
        return cluster.folder().file("log/postgres-start.log");
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(startLog());
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
