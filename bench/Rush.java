import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Twenty thousand people on one field of cabbages, and three thousand for its last ton: every
 * pledge waits for the campaign's row, so the yardstick is the bare SQL of a pledge on one row too,
 * sent by the same loop to the same server.
 */
final class Rush {

    private static final int CLIENTS = 32;
    private static final int READERS = 8;
    private static final int PEOPLE = 20_000;
    private static final int FOR_THE_LAST_TON = 3_000;

    /** More than all of them take together, in tonnes. */
    private static final String PLENTY = "900000";

    private static final String TAKE =
            """
            select relief.take(cast(? as smallint), ?, ?, 'PERSON', ?, ?, ?, null, false, null, ?, cast(? as numeric), ?,
              true)
            """;

    private static final String ENTER =
            "select records.enter(cast(? as smallint), ?, ?, 'relief.pledged', 'INTERFACE', null, null, null, ?, false, null)";

    private static final String ONCE =
            "insert into access.once (token, outcome, at) values (?, ?, ?)";

    /** A campaign that is open, with a window in which it can be fetched. */
    private record Field(short province, UUID id, UUID window) {

        String page() {
            return "/relief/" + id;
        }
    }

    /** How long what is stored closed is, as the program stores it. */
    private record Closed(int name, int contact, int hash) {}

    /** Everybody has a telephone number of her own. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private Rush() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        int people = settings.quick() ? PEOPLE / 10 : PEOPLE;
        int last = settings.quick() ? FOR_THE_LAST_TON / 10 : FOR_THE_LAST_TON;
        try (Program program = Program.start(Bench.folder("rush"), true);
                Connection connection = program.connect()) {
            long deadlocks = deadlocks(connection);
            Field all = field(connection, PLENTY);
            warm(program, connection, settings);
            rows.add(everybody(program, connection, all, people));
            rows.add(page(program, settings, all));
            rows.add(lastTon(program, connection, last));
            rows.addAll(rate(program, connection, settings));
            long locked = deadlocks(connection) - deadlocks;
            rows.add(new Bench.Row("deadlocks", String.valueOf(locked), "0", differs(locked == 0)));
            rows.add(
                    new Bench.Row(
                            "memory of the program",
                            Bench.said("%.0f MB", program.megabytes()),
                            "512 MB",
                            ""));
        }
        return rows;
    }

    private static void warm(Program program, Connection connection, Bench.Settings settings)
            throws Exception {
        Field field = field(connection, PLENTY);
        AtomicLong told = new AtomicLong();
        Load.closed(
                program,
                READERS,
                settings.warm(),
                client -> new Pledger(new Http(program.port), field, true, told));
        Load.closed(
                program,
                READERS,
                settings.warm() / 3,
                client -> new Bare(program.connect(), field, closed(connection, field), told));
    }

    /** Each looks at the page and pledges. */
    private static Bench.Row everybody(
            Program program, Connection connection, Field field, int people) throws Exception {
        AtomicLong told = new AtomicLong();
        var rush =
                Load.times(
                        program,
                        CLIENTS,
                        people,
                        client -> new Pledger(new Http(program.port), field, true, told));
        boolean adds = adds(connection, field, told.get()) && told.get() == people;
        Bench.tell(
                "%d people: %.1f s, page and pledge p99 %.1f ms, %d failed",
                people, rush.seconds(), rush.p99(), rush.failed());
        return new Bench.Row(
                Bench.said("%,d people read the page and pledge, %d clients", people, CLIENTS),
                Bench.said(
                        "in %.0f s (%.0f/s, page and pledge p99 %.0f ms)",
                        rush.seconds(), rush.rate(), rush.p99()),
                "in 10 min, all found again",
                differs(adds && rush.seconds() < 600));
    }

    private static Bench.Row lastTon(Program program, Connection connection, int people)
            throws Exception {
        Field field = field(connection, "1");
        AtomicLong told = new AtomicLong();
        var rush =
                Load.times(
                        program,
                        CLIENTS,
                        people,
                        client -> new Pledger(new Http(program.port), field, false, told));
        boolean exact = adds(connection, field, told.get()) && told.get() == people;
        try (var statement =
                connection.prepareStatement(
                        "select taken = cap, buyers, waiting from relief.campaign where id = ?")) {
            statement.setObject(1, field.id);
            try (var row = statement.executeQuery()) {
                row.next();
                exact &= row.getBoolean(1);
                Bench.tell(
                        "%d for the last ton: cap met exactly %s, %d took, %d wait, %.0f/s, p99 %.1f ms, %d failed",
                        people,
                        row.getBoolean(1),
                        row.getInt(2),
                        row.getInt(3),
                        rush.rate(),
                        rush.p99(),
                        rush.failed());
                return new Bench.Row(
                        Bench.said("%,d pledge for the last ton, %d clients", people, CLIENTS),
                        Bench.said(
                                "%d took, %d wait, %d failed; p99 %.0f ms at %.0f/s",
                                row.getInt(2),
                                row.getInt(3),
                                rush.failed(),
                                rush.p99(),
                                rush.rate()),
                        "cap exact, none lost, 150 ms",
                        differs(exact));
            }
        }
    }

    private static List<Bench.Row> rate(
            Program program, Connection connection, Bench.Settings settings) throws Exception {
        Field byProgram = field(connection, PLENTY);
        Field byHand = field(connection, PLENTY);
        Closed closed = closed(connection, byProgram);
        AtomicLong told = new AtomicLong();
        AtomicLong written = new AtomicLong();
        Load.Clients http = client -> new Pledger(new Http(program.port), byProgram, false, told);
        Load.Clients sql = client -> new Bare(program.connect(), byHand, closed, written);
        double[] rate = new double[settings.rounds()];
        double[] core = new double[settings.rounds()];
        double[] bare = new double[settings.rounds()];
        double[] ratio = new double[settings.rounds()];
        double[] full = new double[settings.rounds()];
        double[] half = new double[settings.rounds()];
        for (int round = 0; round < settings.rounds(); round++) {
            var byDriver = Load.closed(program, CLIENTS, settings.window(), sql);
            var byHttp = Load.closed(program, CLIENTS, settings.window(), http);
            var calm = Load.open(program, CLIENTS, settings.window(), byHttp.rate() / 2, http);
            rate[round] = byHttp.rate();
            core[round] = byHttp.perCore();
            bare[round] = byDriver.rate();
            ratio[round] = byHttp.rate() / byDriver.rate();
            full[round] = byHttp.p99();
            half[round] = calm.p99();
            Bench.tell(
                    "%.0f/s, %.0f for a core (program + database %s), p99 %.1f ms; bare %.0f/s (%s); %.2f; p99 %.1f ms"
                            + " at half; %d failed",
                    byHttp.rate(),
                    byHttp.perCore(),
                    byHttp.spent(),
                    byHttp.p99(),
                    byDriver.rate(),
                    byDriver.spent(),
                    ratio[round],
                    calm.p99(),
                    byHttp.failed() + calm.failed() + byDriver.failed());
        }
        boolean adds =
                adds(connection, byProgram, told.get()) && adds(connection, byHand, written.get());
        return List.of(
                new Bench.Row(
                        Bench.said("a pledge over HTTP, %d clients on one campaign", CLIENTS),
                        Bench.said("%.0f/s, %.0f for a core", Load.median(rate), Load.median(core)),
                        "0.5 of its bare SQL",
                        Bench.said("%.2f of %.0f/s", Load.median(ratio), Load.median(bare))),
                new Bench.Row(
                        "… p99 at full speed, and at half of it",
                        Bench.said("%.0f ms and %.1f ms", Load.median(full), Load.median(half)),
                        "150 ms",
                        ""),
                new Bench.Row(
                        "pledges that were told, found again",
                        String.valueOf(told.get()),
                        "all, and the sums of lines equal the totals",
                        differs(adds)));
    }

    private static Bench.Row page(Program program, Bench.Settings settings, Field field)
            throws Exception {
        Load.Clients readers = client -> new Reader(new Http(program.port), field);
        Load.closed(program, READERS, settings.warm() / 2, readers);
        double[] rate = new double[settings.rounds()];
        double[] core = new double[settings.rounds()];
        double[] late = new double[settings.rounds()];
        for (int round = 0; round < settings.rounds(); round++) {
            var full = Load.closed(program, READERS, settings.window(), readers);
            var calm = Load.open(program, READERS, settings.window(), full.rate() / 2, readers);
            rate[round] = full.rate();
            core[round] = full.perCore();
            late[round] = calm.p99();
            Bench.tell(
                    "the page: %.0f/s, %.0f for a core (program + database %s), p99 %.1f ms at half; %d failed",
                    full.rate(),
                    full.perCore(),
                    full.spent(),
                    calm.p99(),
                    full.failed() + calm.failed());
        }
        return new Bench.Row(
                Bench.said("its page, %d clients", READERS),
                Bench.said(
                        "%.0f for a core (%.0f/s, p99 %.1f ms at half of it)",
                        Load.median(core), Load.median(rate), Load.median(late)),
                "1,000 for a core",
                "");
    }

    private static String differs(boolean asPromised) {
        return asPromised ? "" : "**differs**";
    }

    private static long deadlocks(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select deadlocks from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** As many lines as were told, and totals that are the sums of the lines. */
    private static boolean adds(Connection connection, Field field, long told) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        select count(*) = ?, coalesce(sum(p.amount) filter (where p.stage = 'TAKEN'), 0) = c.taken,
                          sum(p.allotted) = c.allotted, count(*) filter (where p.stage = 'TAKEN') = c.buyers,
                          count(*) filter (where p.stage = 'WAITING') = c.waiting, c.taken <= c.cap
                        from relief.campaign c join relief.pledge p on p.province = c.province and p.campaign = c.id
                        where c.id = ? group by c.province, c.id
                        """)) {
            statement.setLong(1, told);
            statement.setObject(2, field.id);
            try (var row = statement.executeQuery()) {
                boolean all = row.next();
                for (int column = 1; all && column <= 6; column++) {
                    all = row.getBoolean(column);
                }
                return all;
            }
        }
    }

    /** Another one like the field of the demonstration, of which so many tonnes are for sale. */
    private static Field field(Connection connection, String tonnes) throws SQLException {
        UUID like;
        short province;
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select province, id from relief.campaign where stage = 'OPEN' and measure = 'TONNE' order by"
                                        + " opened_at limit 1")) {
            row.next();
            province = row.getShort(1);
            like = row.getObject(2, UUID.class);
        }
        var field = new Field(province, UUID.randomUUID(), UUID.randomUUID());
        String[] all = {
            """
            insert into relief.campaign select (jsonb_populate_record(c, jsonb_build_object('id', cast(? as uuid),
              'request', gen_random_uuid(), 'cap', cast('%1$s' as numeric), 'available', cast('%1$s' as numeric),
              'smallest', 0.001, 'most', cast('%1$s' as numeric), 'taken', 0, 'allotted', 0, 'delivered', 0, 'paid', 0,
              'buyers', 0, 'waiting', 0, 'seller', null, 'yard', null, 'yard_hash', null, 'reach', null,
              'closes_at', now() + interval '5 days'))).*
            from relief.campaign c where c.id = ?
            """
                    .formatted(tonnes),
            "insert into relief.vouched select province, ?, fact, seat, unit, at from relief.vouched where campaign = ?",
            """
            insert into relief.event (province, id, campaign, at, what, words, amount, seat)
            select province, gen_random_uuid(), ?, at, what, words, amount, seat from relief.event where campaign = ?
            """
        };
        for (String one : all) {
            try (var statement = connection.prepareStatement(one)) {
                statement.setObject(1, field.id);
                statement.setObject(2, like);
                statement.executeUpdate();
            }
        }
        try (var statement =
                connection.prepareStatement(
                        """
                        insert into relief.pick_up (province, id, campaign, at_place, begins, ends)
                        values (?, ?, ?, '柳湾镇文化站门口', now() + interval '2 days', now() + interval '51 hours')
                        """)) {
            statement.setShort(1, province);
            statement.setObject(2, field.window);
            statement.setObject(3, field.id);
            statement.executeUpdate();
        }
        return field;
    }

    private static Closed closed(Connection connection, Field field) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        select octet_length(known_as), octet_length(contact), octet_length(contact_hash) from relief.pledge
                        where province = ? and buyer = 'PERSON' and contact is not null limit 1
                        """)) {
            statement.setShort(1, field.province);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Closed(row.getInt(1), row.getInt(2), row.getInt(3));
            }
        }
    }

    /** Between a kilogram and fifty. */
    private static String amount(Random random) {
        return Bench.said("0.%03d", 1 + random.nextInt(50));
    }

    /** Somebody who pledges, after a look at the page or at once. */
    private record Pledger(Http http, Field field, boolean reads, AtomicLong told)
            implements Load.Work {

        @Override
        public void once(Random random) throws Exception {
            if (reads) {
                int status = http.send(Http.get(field.page(), ""));
                if (status != 200) {
                    throw new IllegalStateException(field.page() + ": " + status);
                }
            }
            String body =
                    Bench.said(
                            "{\"buyer\":\"PERSON\",\"name\":\"赵大姐\",\"contact\":\"139%08d\",\"amount\":\"%s\",\"window\":\"%s\"}",
                            NUMBER.incrementAndGet(), amount(random), field.window);
            int status =
                    http.send(
                            Http.post(
                                    "/api/v1/relief/" + field.id + "/pledges",
                                    "application/json\r\nIdempotency-Key: " + UUID.randomUUID(),
                                    "",
                                    body.getBytes(StandardCharsets.UTF_8)));
            if (status != 201) {
                throw new IllegalStateException(status + " " + http.text());
            }
            told.incrementAndGet();
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private record Reader(Http http, Field field) implements Load.Work {

        @Override
        public void once(Random random) throws Exception {
            int status = http.send(Http.get(field.page(), ""));
            if (status != 200) {
                throw new IllegalStateException(field.page() + ": " + status);
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }

    /** What a pledge must write: its entry in the log, the line under the lock, the key. */
    private record Bare(
            Connection connection,
            PreparedStatement enter,
            PreparedStatement take,
            PreparedStatement once,
            Field field,
            Closed closed,
            AtomicLong written)
            implements Load.Work {

        Bare(Connection connection, Field field, Closed closed, AtomicLong written)
                throws SQLException {
            connection.setAutoCommit(false);
            this(
                    connection,
                    connection.prepareStatement(ENTER),
                    connection.prepareStatement(TAKE),
                    connection.prepareStatement(ONCE),
                    field,
                    closed,
                    written);
        }

        @Override
        public void once(Random random) throws Exception {
            UUID id = next(random);
            Timestamp at = Timestamp.from(Instant.now());
            enter.setShort(1, field.province);
            enter.setObject(2, next(random));
            enter.setTimestamp(3, at);
            enter.setObject(4, id);
            enter.executeQuery().close();
            int n = 0;
            take.setShort(++n, field.province);
            take.setObject(++n, id);
            take.setObject(++n, field.id);
            take.setBytes(++n, bytes(random, closed.name));
            take.setBytes(++n, bytes(random, closed.contact));
            take.setBytes(++n, bytes(random, closed.hash));
            take.setObject(++n, field.window);
            take.setString(++n, amount(random));
            take.setTimestamp(++n, at);
            try (var row = take.executeQuery()) {
                row.next();
                if (!row.getString(1).equals("TAKEN")) {
                    throw new IllegalStateException(row.getString(1));
                }
            }
            once.setObject(1, UUID.randomUUID());
            once.setString(2, field.province + "/" + id);
            once.setTimestamp(3, at);
            once.executeUpdate();
            connection.commit();
            written.incrementAndGet();
        }

        /** Clients of several windows draw from the same seed; these must differ all the same. */
        private static byte[] bytes(Random random, int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            long nanos = System.nanoTime();
            for (int i = 0; i < 8 && i < length; i++) {
                bytes[i] ^= (byte) (nanos >> 8 * i);
            }
            return bytes;
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
}
