import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request asked over HTTP, against the rows that it must write sent by a bare driver loop:
 * request, promise, log entry, outbox row, one commit.
 */
final class Ask {

    private static final List<String> SAID =
            List.of(
                    "家里老人摔了一跤，白天没人照看，想问问村里有没有日间照料。",
                    "孩子放假没有人带，妈妈在外面打工，能不能找个看护的地方？",
                    "想学缝纫和电商，村里什么时候有培训班？",
                    "种的桃子卖不出去，请帮忙联系一下收购的人。",
                    "娃儿上学的证明不知道找哪个部门办，想请你们帮我问一问。",
                    "超市欠了我两个月工资，老板一直说再等等。");

    private static final String REQUEST =
            """
            insert into help.request (province, id, number, code_hash, place, kind, form, danger, sealed, skip_village,
              stay_near, story, asked_at, door, stage, held_by, desk, why, due_at)
            values (?, ?, nextval('help.number'), ?, ?, 'other', 'HELP', false, false, false, false, ?, ?, 'INTERFACE',
              'WAITING', ?, ?, 'NEAREST', ?)
            """;

    private static final String PROMISE =
            "insert into help.clock (province, request, what, due_at) values (?, ?, 'FIRST_CONTACT', ?)";

    private static final String ENTRY =
            """
            insert into records.entry (province, id, at, act, door, unit, matter, sealed)
            values (?, ?, ?, 'help.asked', 'INTERFACE', ?, ?, false)
            """;

    private static final String MESSAGE =
            """
            insert into messages.message (province, id, seat, key, about, urgent, at)
            values (?, ?, ?, 'help.told.new', ?, false, ?)
            """;

    /** A place with a desk on duty. */
    record Place(UUID id, String code, UUID seat) {}

    private Ask() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program program = Program.start(Bench.folder("ask"), true);
                Connection connection = program.connect()) {
            List<Place> places = places(connection);
            AtomicLong answered = new AtomicLong();
            AtomicLong bare = new AtomicLong();
            long before = count(connection);
            Load.Clients http = client -> new OverHttp(program, places, answered);
            Load.Clients sql = client -> new Bare(program.connect(), places, bare);
            Load.closed(program, 8, settings.warm(), http);
            Load.closed(program, 8, settings.warm() / 3, sql);
            double most = 0;
            for (int clients : new int[] {1, 8, 32}) {
                double[] asked = new double[settings.rounds()];
                double[] written = new double[settings.rounds()];
                double[] ratio = new double[settings.rounds()];
                double[] core = new double[settings.rounds()];
                double[] bareCore = new double[settings.rounds()];
                double[] late = new double[settings.rounds()];
                for (int round = 0; round < settings.rounds(); round++) {
                    var byDriver = Load.closed(program, clients, settings.window(), sql);
                    var byHttp = Load.closed(program, clients, settings.window(), http);
                    var calm =
                            Load.open(
                                    program,
                                    Math.max(clients, 4),
                                    settings.window(),
                                    byHttp.rate() / 2,
                                    http);
                    most = Math.max(most, program.megabytes());
                    asked[round] = byHttp.rate();
                    written[round] = byDriver.rate();
                    ratio[round] = byHttp.rate() / byDriver.rate();
                    core[round] = byHttp.perCore();
                    bareCore[round] = byDriver.perCore();
                    late[round] = calm.p99();
                    Bench.tell(
                            "%d clients: %.0f/s, %.0f for a core (program + database %s); bare %.0f/s, %.0f for a core of the database; %.2f;"
                                    + " p99 %.1f ms at half; %d failed",
                            clients,
                            byHttp.rate(),
                            byHttp.perCore(),
                            byHttp.spent(),
                            byDriver.rate(),
                            byDriver.perCore(),
                            ratio[round],
                            calm.p99(),
                            byHttp.failed() + calm.failed());
                }
                rows.add(
                        new Bench.Row(
                                Bench.said(
                                        "asked over HTTP, %d client%s",
                                        clients, clients == 1 ? "" : "s"),
                                Bench.said(
                                        "%.0f/s, %.0f for a core",
                                        Load.median(asked), Load.median(core)),
                                "0.5 of its bare SQL",
                                Bench.said(
                                        "%.2f of %.0f/s (bare: %.0f for a core of the database)",
                                        Load.median(ratio),
                                        Load.median(written),
                                        Load.median(bareCore))));
                rows.add(
                        new Bench.Row(
                                Bench.said("… p99 at half that rate"),
                                Bench.said("%.1f ms", Load.median(late)),
                                "50 ms",
                                ""));
            }
            rows.add(
                    new Bench.Row(
                            "memory of the program", Bench.said("%.0f MB", most), "512 MB", ""));
            long found = count(connection) - before - bare.get();
            rows.add(
                    new Bench.Row(
                            "acknowledged requests found again",
                            found + " of " + answered.get(),
                            "all",
                            found == answered.get() ? "" : "**differs**"));
        }
        return rows;
    }

    private static long count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from help.request")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static List<Place> places(Connection connection) throws SQLException {
        List<Place> places = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select p.id, p.code, min(d.seat::text)::uuid from network.place p
                                join network.desk d on d.unit = p.id and d.on_duty
                                where p.province = 99 and p.depth in (4, 5) and p.code is not null group by p.id, p.code
                                order by p.code
                                """)) {
            while (rows.next()) {
                places.add(
                        new Place(
                                rows.getObject(1, UUID.class),
                                rows.getString(2),
                                rows.getObject(3, UUID.class)));
            }
        }
        return places;
    }

    record OverHttp(Http http, List<byte[]> requests, AtomicLong answered) implements Load.Work {

        OverHttp(Program program, List<Place> places, AtomicLong answered) {
            List<byte[]> requests = new ArrayList<>();
            for (Place place : places) {
                for (String said : SAID) {
                    String body = "{\"place\":\"" + place.code + "\",\"text\":\"" + said + "\"}";
                    requests.add(
                            Http.post(
                                    "/api/v1/help-requests",
                                    "application/json",
                                    "",
                                    body.getBytes(StandardCharsets.UTF_8)));
                }
            }
            this(new Http(program.port), requests, answered);
        }

        @Override
        public void once(Random random) throws Exception {
            int status = http.send(requests.get(random.nextInt(requests.size())));
            if (status != 201) {
                throw new IllegalStateException(status + " " + http.text());
            }
            answered.incrementAndGet();
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private record Bare(
            Connection connection,
            PreparedStatement request,
            PreparedStatement promise,
            PreparedStatement entry,
            PreparedStatement message,
            List<Place> places,
            AtomicLong written)
            implements Load.Work {

        Bare(Connection connection, List<Place> places, AtomicLong written) throws SQLException {
            connection.setAutoCommit(false);
            this(
                    connection,
                    connection.prepareStatement(REQUEST),
                    connection.prepareStatement(PROMISE),
                    connection.prepareStatement(ENTRY),
                    connection.prepareStatement(MESSAGE),
                    places,
                    written);
        }

        @Override
        public void once(Random random) throws Exception {
            Place place = places.get(random.nextInt(places.size()));
            UUID id = next(random);
            byte[] code = new byte[16];
            random.nextBytes(code);
            // Clients of several windows draw from the same seed; codes must differ all the same.
            for (int i = 0; i < 8; i++) {
                code[i] = (byte) (System.nanoTime() >> 8 * i);
            }
            Instant now = Instant.now();
            Timestamp at = Timestamp.from(now);
            Timestamp due = Timestamp.from(now.plus(1, ChronoUnit.DAYS));
            int n = 0;
            request.setShort(++n, (short) 99);
            request.setObject(++n, id);
            request.setBytes(++n, code);
            request.setObject(++n, place.id);
            request.setBytes(++n, closed(SAID.get(random.nextInt(SAID.size()))));
            request.setTimestamp(++n, at);
            request.setObject(++n, place.id);
            request.setObject(++n, place.seat);
            request.setTimestamp(++n, due);
            request.executeUpdate();
            promise.setShort(1, (short) 99);
            promise.setObject(2, id);
            promise.setTimestamp(3, due);
            promise.executeUpdate();
            entry.setShort(1, (short) 99);
            entry.setObject(2, next(random));
            entry.setTimestamp(3, at);
            entry.setObject(4, place.id);
            entry.setObject(5, id);
            entry.executeUpdate();
            message.setShort(1, (short) 99);
            message.setObject(2, next(random));
            message.setObject(3, place.seat);
            message.setObject(4, id);
            message.setTimestamp(5, at);
            message.executeUpdate();
            connection.commit();
            written.incrementAndGet();
        }

        /** Grows with time, as the program's own. */
        private static UUID next(Random random) {
            long nanos = System.nanoTime();
            return new UUID(
                    System.currentTimeMillis() << 16 | 0x7000 | nanos >> 8 & 0xfff,
                    (random.nextLong() ^ nanos) & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As long as the program stores it: a head of 5, a nonce of 12 and a tag of 16 bytes more. */
    private static byte[] closed(String said) {
        byte[] plain = said.getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(plain, plain.length + 33);
    }
}
