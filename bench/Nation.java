import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The whole country: all villages imported, a seat on duty in each unit above them, five million
 * requests drawn from a fixed seed. Laid in once and kept in target/bench/nation; remove
 * target/bench/nation.ready to begin anew.
 */
final class Nation {

    private static final int CLIENTS = 8;
    private static final String LOGIN = "bench";
    private static final String PASSWORD = "a long word for the bench";

    /** Asked for again and again by the same seat: her session is part of what is measured. */
    private record SignedIn(Program program, String cookies) {}

    private record Unit(String id, int depth, String name, String spelled, String initials) {}

    private record Work(Http http, List<byte[]> requests) implements Load.Work {

        @Override
        public void once(Random random) throws Exception {
            int status = http.send(requests.get(random.nextInt(requests.size())));
            if (status != 200) {
                throw new IllegalStateException(status + " " + http.location);
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private Nation() {}

    static List<Bench.Row> numbers(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program program = Program.start(data(), false)) {
            String cookies = signIn(program, null);
            List<String> levels =
                    List.of("nation", "province", "city", "county", "township", "village");
            for (int depth = 0; depth < levels.size(); depth++) {
                List<byte[]> requests =
                        some(program, depth, 500).stream()
                                .map(unit ->
                                        Http.get("/api/v1/units/" + unit.id + "/numbers", cookies))
                                .toList();
                rows.add(
                        measured(
                                program,
                                settings,
                                depth == 0 ? settings.warm() : settings.warm() / 6,
                                "numbers of a " + levels.get(depth),
                                "25 ms",
                                requests));
            }
            rows.add(memory(program));
        }
        return rows;
    }

    static List<Bench.Row> late(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program program = Program.start(data(), false)) {
            List<byte[]> requests = new ArrayList<>();
            for (String province : List.of("11", "41", "44", "51", "54", "65")) {
                requests.add(Http.get("/requests/late", signIn(program, province)));
            }
            rows.add(
                    measured(
                            program,
                            settings,
                            settings.warm(),
                            "late requests of a province, first page",
                            "60 ms",
                            requests));
        }
        return rows;
    }

    static List<Bench.Row> search(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program program = Program.start(data(), false)) {
            String address = searchAddress(program.port);
            if (address.isEmpty()) {
                Bench.tell("there is no search by name yet");
                return rows;
            }
            Random random = new Random(20260101);
            List<byte[]> requests = new ArrayList<>();
            for (int depth = 1; depth <= 5; depth++) {
                for (Unit unit : some(program, depth, 400)) {
                    String typed =
                            switch (random.nextInt(3)) {
                                case 0 -> unit.name;
                                case 1 -> unit.spelled;
                                default -> unit.initials;
                            };
                    String prefix = typed.substring(0, 1 + random.nextInt(typed.length()));
                    requests.add(
                            Http.get(
                                    address + URLEncoder.encode(prefix, StandardCharsets.UTF_8),
                                    ""));
                }
            }
            rows.add(
                    measured(
                            program,
                            settings,
                            settings.warm(),
                            "name search while typing (" + address + "…)",
                            "20 ms",
                            requests));
        }
        return rows;
    }

    private static String searchAddress(int port) throws IOException {
        try (Http http = new Http(port)) {
            for (String address :
                    List.of("/api/v1/places?q=", "/places/find?q=", "/api/v1/units?q=")) {
                if (http.get(address + "sh") == 200) {
                    return address;
                }
            }
        }
        return "";
    }

    private static Bench.Row measured(
            Program program,
            Bench.Settings settings,
            double warm,
            String name,
            String target,
            List<byte[]> requests)
            throws Exception {
        Load.Clients clients = client -> new Work(new Http(program.port), requests);
        Load.closed(program, CLIENTS, warm, clients);
        double[] rate = new double[settings.rounds()];
        double[] core = new double[settings.rounds()];
        double[] full = new double[settings.rounds()];
        double[] half = new double[settings.rounds()];
        for (int round = 0; round < settings.rounds(); round++) {
            var busy = Load.closed(program, CLIENTS, settings.window(), clients);
            var calm = Load.open(program, CLIENTS, settings.window(), busy.rate() / 2, clients);
            rate[round] = busy.rate();
            core[round] = busy.perCore();
            full[round] = busy.p99();
            half[round] = calm.p99();
            Bench.tell(
                    "%s: %.0f/s, %.0f for a core (program + database %s), p99 %.1f ms, %.1f ms at half, %d failed",
                    name,
                    busy.rate(),
                    busy.perCore(),
                    busy.spent(),
                    busy.p99(),
                    calm.p99(),
                    busy.failed() + calm.failed());
        }
        return new Bench.Row(
                name + ", 8 clients",
                Bench.said(
                        "p99 %.1f ms (%.1f ms at full speed, %.0f/s, %.0f for a core)",
                        Load.median(half), Load.median(full), Load.median(rate), Load.median(core)),
                target,
                "");
    }

    private static Bench.Row memory(Program program) throws IOException {
        return new Bench.Row(
                "memory of the program", Bench.said("%.0f MB", program.megabytes()), "512 MB", "");
    }

    /** Units of a depth, always the same ones. */
    private static List<Unit> some(Program program, int depth, int most) throws Exception {
        List<Unit> units = new ArrayList<>();
        try (var connection = program.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select id, depth, name, spelled, initials from network.unit where shown and closed_on is null"
                                        + " and depth = "
                                        + depth
                                        + " order by hashtextextended(coalesce(code, ''), 42) limit "
                                        + most)) {
            while (rows.next()) {
                units.add(
                        new Unit(
                                rows.getString(1),
                                rows.getInt(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5)));
            }
        }
        return units;
    }

    /** The cookies of the bench's account, acting from the nation's seat or a province's. */
    static String signIn(Program program, String province) throws Exception {
        try (Http http = new Http(program.port);
                Connection connection = program.connect()) {
            openFirstAccount(program, connection);
            try (var forget = connection.createStatement()) {
                forget.execute("delete from access.authenticator");
            }
            http.get("/access");
            http.form("/access", Map.of("once", once(http), "login", LOGIN, "password", PASSWORD));
            setUpApp(http);
            if (province != null) {
                http.get("/access");
                var fields = new LinkedHashMap<String, String>();
                fields.put("once", once(http));
                fields.put("seat", seatIn(connection, province));
                http.form("/access/seat", fields);
                if (!http.location.equals("/workbench")) {
                    throw new IllegalStateException("no seat in " + province + ": " + http.text());
                }
            }
            return http.allCookies();
        }
    }

    /** The second factor: an authenticator app, set up anew each time. */
    private static void setUpApp(Http http) throws Exception {
        http.get("/access/ways");
        Matcher letters =
                Pattern.compile("<code id=\"secret\">([A-Z2-7 ]+)</code>").matcher(http.text());
        if (!letters.find()) {
            throw new IllegalStateException("not signed in: " + http.text());
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("once", once(http));
        fields.put("code", code(letters.group(1).replace(" ", "")));
        http.form("/access/ways/app", fields);
    }

    /** RFC 6238, from letters in base 32. */
    private static String code(String letters) throws Exception {
        var bits = new StringBuilder("1");
        for (char letter : letters.toCharArray()) {
            int value = letter < 'A' ? letter - '2' + 26 : letter - 'A';
            bits.append(Integer.toBinaryString(32 + value).substring(1));
        }
        byte[] secret = new BigInteger(bits.toString(), 2).toByteArray();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, 1, secret.length - 1, "HmacSHA1"));
        byte[] hash =
                mac.doFinal(
                        ByteBuffer.allocate(8)
                                .putLong(System.currentTimeMillis() / 30_000)
                                .array());
        int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }

    private static String once(Http http) {
        Matcher token = Pattern.compile("name=\"once\" value=\"([^\"]+)\"").matcher(http.text());
        if (!token.find()) {
            throw new IllegalStateException("no form in: " + http.text());
        }
        return token.group(1);
    }

    private static void openFirstAccount(Program program, Connection connection) throws Exception {
        if (text(connection, "select count(*) from access.account").equals("0")) {
            Matcher link =
                    Pattern.compile("http://localhost:\\d+(/begin/\\w+)").matcher(program.log());
            if (!link.find()) {
                throw new IllegalStateException("no link to the first account: " + program.log());
            }
            try (Http http = new Http(program.port)) {
                http.get(link.group(1));
                var fields = new LinkedHashMap<String, String>();
                fields.put("once", once(http));
                fields.put("name", "测量员");
                fields.put("login", LOGIN);
                fields.put("code", "");
                fields.put("password", PASSWORD);
                http.form(link.group(1), fields);
                if (!http.location.equals("/access/second")) {
                    throw new IllegalStateException(
                            "the first account was not opened: " + http.text());
                }
            }
        }
    }

    /** A seat of the same person in a province. */
    private static String seatIn(Connection connection, String province) throws SQLException {
        return text(
                connection,
                """
                with own as (select person from access.account where login = '%1$s'),
                there as (
                  select s.id from network.seat s join network.unit u on u.id = s.unit, own
                  where u.code = '%2$s' and s.holder = own.person),
                new as (
                  insert into network.seat (id, province, unit, post, engagement, holder, known_as, changed_at)
                  select uuidv7(), u.province, u.id, 'CADRE', 'FULL_TIME', own.person, '测量员', now()
                  from network.unit u, own where u.code = '%2$s' and not exists (select from there) returning id)
                select id from there union all select id from new
                """
                        .formatted(LOGIN, province));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Path data() throws Exception {
        Path data = Bench.WORK.resolve("nation").toAbsolutePath();
        Path ready = Bench.WORK.resolve("nation.ready");
        if (Files.exists(ready)) {
            return data;
        }
        Bench.folder("nation");
        Program.start(data, false).close();
        Bench.tell(
                "villages imported in %.0f s",
                Program.command(data, "network", "import", Import.villages().toString()));
        try (Program program = Program.start(data, false);
                Connection connection = program.connect()) {
            for (String step : Files.readString(Path.of("bench/nation.sql")).split(";\\s*\\n")) {
                long began = System.nanoTime();
                Import.execute(connection, step);
                Bench.tell(
                        "%.0f s: %s",
                        (System.nanoTime() - began) / 1e9,
                        step.lines()
                                .filter(line -> !line.startsWith("--") && !line.isBlank())
                                .findFirst()
                                .orElse(""));
            }
        }
        Files.writeString(ready, "laid in; remove this file to begin anew\n");
        return data;
    }
}
