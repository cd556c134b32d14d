import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program on a data folder, with its own database. */
final class Program implements AutoCloseable {

    private static final double TICKS = 100;

    final Path data;
    final int port;

    /** From the start of the process to the first good answer of {@code /}. */
    final double startSeconds;

    private final Process process;
    private final Path log;

    private Program(Path data, int port, double startSeconds, Process process, Path log) {
        this.data = data;
        this.port = port;
        this.startSeconds = startSeconds;
        this.process = process;
        this.log = log;
    }

    static Program start(Path data, boolean demonstration)
            throws IOException, InterruptedException {
        return start(data, demonstration, Map.of());
    }

    /**
     * @param settings environment variables beside the usual
     */
    static Program start(Path data, boolean demonstration, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path log = data.resolveSibling(data.getFileName() + ".out");
        var builder = builder(data, log);
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("NIANGJIA_DEMONSTRATION", String.valueOf(demonstration));
        builder.environment().putAll(settings);
        long began = System.nanoTime();
        Process process = builder.start();
        while (true) {
            try (var http = new Http(port)) {
                if (http.get("/") == 200) {
                    return new Program(data, port, (System.nanoTime() - began) / 1e9, process, log);
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException("the program ended: " + Files.readString(log));
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Runs a command of the program to its end; how long it took. */
    static double command(Path data, String... words) throws IOException, InterruptedException {
        Path log = data.resolveSibling(data.getFileName() + ".command.out");
        var builder = builder(data, log, words);
        long began = System.nanoTime();
        if (builder.start().waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + Files.readString(log));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static ProcessBuilder builder(Path data, Path log, String... words) {
        var line = Stream.concat(Stream.of("target/app/niangjia"), Stream.of(words)).toList();
        var builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("NIANGJIA_DATA", data.toString());
        builder.environment().remove("SPRING_DATASOURCE_URL");
        return builder;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What the program and its database have used so far. */
    double cpuSeconds() throws IOException {
        return ticks(process.pid(), false) / TICKS + databaseSeconds();
    }

    /** The database's part of it. */
    double databaseSeconds() throws IOException {
        long server =
                Long.parseLong(
                        Files.readAllLines(data.resolve("db/postmaster.pid")).getFirst().strip());
        long ticks = ticks(server, true);
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            ticks +=
                    all.map(p -> p.getFileName().toString())
                            .filter(name -> name.chars().allMatch(Character::isDigit))
                            .mapToLong(Long::parseLong)
                            .filter(pid -> parent(pid) == server)
                            .map(pid -> ticks(pid, false))
                            .sum();
        }
        return ticks / TICKS;
    }

    /** Resident memory of the program, without the database. */
    double megabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024.0;
    }

    private static long parent(long pid) {
        String[] stat = stat(pid);
        return stat.length < 2 ? -1 : Long.parseLong(stat[1]);
    }

    /** User and system time; with that of the children who have ended, where asked. */
    private static long ticks(long pid, boolean ended) {
        String[] stat = stat(pid);
        if (stat.length < 15) {
            return 0;
        }
        long own = Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
        return ended ? own + Long.parseLong(stat[13]) + Long.parseLong(stat[14]) : own;
    }

    /** The fields after the name, which may itself hold spaces. */
    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException gone) {
            return new String[0];
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return new String[0];
            }
            throw new UncheckedIOException(e);
        }
    }

    Connection connect() throws SQLException, IOException {
        return connect(data);
    }

    static Connection connect(Path data) throws SQLException, IOException {
        var login = new Properties();
        login.put("user", "niangjia");
        login.put("password", Files.readString(data.resolve("db.password")).strip());
        String server = Files.readString(data.resolve("db.port")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server + "/niangjia", login);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
