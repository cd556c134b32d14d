import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import niangjia.Niangjia;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.shared.Province;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The nation's promise on one machine: 665,276 units, 7.7 million seats, 160 million pairings, of
 * which 1.6 million have their persons, closed by the program's own keys, 20 million visits,
 * 150,000 points of contact. Laid in once and kept in target/bench/reach-SHARE; a share below 1 is
 * that part of the counties, each of them whole.
 */
final class Reach {

    private static final String WORDS = "她说最近都好，腰还有点疼，想问问手工活。";
    private static final String HUNDREDTH =
            " and ('x' || right(p.id::text, 12))::bit(48)::bigint % 100 = 0";

    private Reach() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        Path data = data(settings.share(), rows);
        try (Program program = Program.start(data, false)) {
            ReachedFromAPhone.measure(program, settings, rows);
        }
        return rows;
    }

    private static Path data(double share, List<Bench.Row> rows) throws Exception {
        String name = "reach-" + share;
        Path data = Bench.WORK.resolve(name).toAbsolutePath();
        Path ready = Bench.WORK.resolve(name + ".ready");
        if (!Files.exists(ready)) {
            Bench.folder(name);
            long began = System.nanoTime();
            Program.start(data, false).close();
            Program.command(data, "network", "import", Import.villages().toString());
            Bench.tell("%.0f s: the net", since(began));
            lay(data, share, began);
            Files.writeString(
                    ready, Bench.said("%.1f\n%.1f\n", since(began) / 60, gigabytes(data)));
        }
        List<String> laid = Files.readAllLines(ready);
        rows.add(
                new Bench.Row(
                        Bench.said("%s of the nation laid in", share),
                        laid.get(0) + " min, " + laid.get(1) + " GB, WAL included",
                        "60 min, 45 GB",
                        ""));
        return data;
    }

    private static void lay(Path data, double share, long began) throws Exception {
        try (ConfigurableApplicationContext program =
                        SpringApplication.run(
                                Niangjia.class,
                                "--server.port=0",
                                "--niangjia.data=" + data,
                                "--logging.level.root=warn");
                Connection connection = Program.connect(data)) {
            List<String> provinces = provinces(connection);
            Keys keys = program.getBean(Keys.class);
            for (String step : Files.readString(Path.of("bench/reach.sql")).split(";\\s*\\n")) {
                long stepBegan = System.nanoTime();
                boolean each = step.contains("-- each province\n");
                for (String province : each ? provinces : List.of("0")) {
                    Import.execute(
                            connection,
                            step.replace(":province", province)
                                    .replace(":share", String.valueOf(share)));
                    if (each) {
                        System.out.print("." + province);
                        System.out.flush();
                    }
                }
                Bench.tell(
                        "%.0f s, %.1f min in all: %s",
                        since(stepBegan),
                        since(began) / 60,
                        step.lines()
                                .filter(line -> !line.startsWith("--") && !line.isBlank())
                                .findFirst()
                                .orElse(""));
                if (step.contains("create index visit_by_seat")) {
                    persons(data, keys, provinces);
                    Bench.tell("%.1f min in all: persons, closed", since(began) / 60);
                }
            }
            Import.execute(connection, "drop schema bench cascade");
        }
    }

    /** Every hundredth pairing has its person, and what was heard of her at a visit. */
    private static void persons(Path data, Keys keys, List<String> provinces) throws Exception {
        try (Connection reading = Program.connect(data);
                Connection writing = Program.connect(data)) {
            reading.setAutoCommit(false);
            for (String province : provinces) {
                var number = new Province(Short.parseShort(province));
                women(keys, number, reading, writing);
                words(keys, number, reading, writing);
                reading.commit();
            }
        }
    }

    private static void women(Keys keys, Province province, Connection reading, Connection writing)
            throws Exception {
        try (var statement = reading.createStatement();
                var out =
                        new PGCopyOutputStream(
                                writing.unwrap(PGConnection.class),
                                "copy contact.woman (province, id, household, place, known_as, code_hash, since)"
                                        + " from stdin")) {
            statement.setFetchSize(5000);
            var rows =
                    statement.executeQuery(
                            "select p.woman, s.unit from contact.pairing p join network.seat s on s.id = p.seat"
                                    + " where p.province = "
                                    + province.number()
                                    + HUNDREDTH);
            while (rows.next()) {
                UUID woman = rows.getObject(1, UUID.class);
                byte[] name =
                        keys.close(Written.NAME.in(province, woman), "王秀" + woman.hashCode() % 100);
                line(
                        out,
                        province.number(),
                        woman,
                        "f",
                        rows.getString(2),
                        bytes(name),
                        bytes(woman.toString().getBytes(StandardCharsets.US_ASCII)),
                        "2025-01-01 00:00:00Z");
            }
        }
    }

    private static void words(Keys keys, Province province, Connection reading, Connection writing)
            throws Exception {
        Import.execute(writing, "create temp table heard (visit uuid primary key, words bytea)");
        try (var statement = reading.createStatement();
                var out =
                        new PGCopyOutputStream(
                                writing.unwrap(PGConnection.class), "copy heard from stdin")) {
            statement.setFetchSize(5000);
            var rows =
                    statement.executeQuery(
                            "select p.id from contact.visit p where p.found <> 'NOBODY' and p.province = "
                                    + province.number()
                                    + HUNDREDTH);
            while (rows.next()) {
                UUID visit = rows.getObject(1, UUID.class);
                line(out, visit, bytes(keys.close(Written.VISIT.in(province, visit), WORDS)));
            }
        }
        Import.execute(
                writing,
                "update contact.visit v set words = h.words from heard h where v.province = "
                        + province.number()
                        + " and v.id = h.visit");
        Import.execute(writing, "drop table heard");
    }

    private static void line(PGCopyOutputStream out, Object... values) throws IOException {
        String line =
                Stream.of(values).map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String bytes(byte[] value) {
        return "\\\\x" + HexFormat.of().formatHex(value);
    }

    private static List<String> provinces(Connection connection) throws Exception {
        List<String> provinces = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select distinct province from network.unit where depth = 1 and shown and"
                                        + " closed_on is null order by 1")) {
            while (rows.next()) {
                provinces.add(rows.getString(1));
            }
        }
        return provinces;
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static double gigabytes(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1e9;
        }
    }
}
