import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import niangjia.database.DataFolder;
import niangjia.shared.Digest;
import niangjia.shared.Ids;
import org.springframework.security.core.context.SecurityContext;

/**
 * What members, chairs and provinces ask of the whole nation, from eight phones at a time: each of
 * hundreds of people signed in by a session of her own, so that no page is asked for twice in a row
 * by the same.
 */
final class ReachedFromAPhone {

    private static final int CLIENTS = 8;
    private static final int PHONES = 64;
    private static final int LINES = 20;
    private static final String WORDS = "她说最近都好，想问问手工活的事。";

    /** Somebody's seat, and the cookies with which she is signed in. */
    private record Member(UUID seat, UUID unit, String cookies) {}

    /** What is asked for of one seat after another. */
    private record Asking(Http http, List<byte[]> requests) implements Load.Work {

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

    /** Phones that hand in what was done on the way, twenty visits each time. */
    private static final class HandingIn implements Load.Work {

        private final Http http;
        private final List<Phone> phones;

        HandingIn(Http http, List<Phone> phones) {
            this.http = http;
            this.phones = phones;
        }

        @Override
        public void once(Random random) throws Exception {
            phones.get(random.nextInt(phones.size())).handIn(http);
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static final class Phone {

        private static final Pattern ONCE = Pattern.compile("\"once\":\"([^\"]+)\"");
        private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");
        private static final Pattern ACCEPTED = Pattern.compile("\"word\":\"accepted\"");

        private final Member member;
        private final List<UUID> pairings;
        private final String secret;
        private String once;

        Phone(Http http, Member member, List<UUID> pairings) throws IOException {
            this.member = member;
            this.pairings = pairings;
            if (http.send(Http.get("/pocket/me", member.cookies)) != 200) {
                throw new IOException("nobody is signed in: " + http.text());
            }
            once = found(ONCE, http.text());
            http.send(post("/pocket/devices/new", "{}"));
            secret = found(SECRET, http.text());
        }

        void handIn(Http http) throws IOException {
            String now = Instant.now().toString();
            String next = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
            String entries =
                    pairings.stream()
                            .map(pairing ->
                                    ("{\"id\":\"%s\",\"kind\":\"contact.visit\",\"madeAt\":\"%s\",\"seat\":\"%s\","
                                                    + "\"words\":{\"pairing\":\"%s\",\"found\":\"SAW\",\"words\":\"%s\",\"next\":\"%s\"}}")
                                            .formatted(
                                                    Ids.next(Clock.systemUTC()),
                                                    now,
                                                    member.seat,
                                                    pairing,
                                                    WORDS,
                                                    next))
                            .collect(Collectors.joining(","));
            int status =
                    http.send(
                            post(
                                    "/pocket/hand-in",
                                    "{\"device\":\"%s\",\"clock\":\"%s\",\"entries\":[%s]}"
                                            .formatted(secret, now, entries)));
            long taken = ACCEPTED.matcher(http.text()).results().count();
            if (status != 200 || taken != pairings.size()) {
                throw new IOException(status + ", " + taken + " taken: " + http.text());
            }
            once = found(ONCE, http.text());
        }

        private byte[] post(String path, String content) {
            return Http.post(
                    path,
                    "application/json\r\nX-Once: " + once,
                    member.cookies,
                    content.getBytes(StandardCharsets.UTF_8));
        }

        private static String found(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalStateException("no " + pattern + " in: " + text);
            }
            return matcher.group(1);
        }
    }

    private final Program program;
    private final Bench.Settings settings;
    private final List<Bench.Row> rows;
    private final Properties medians = new Properties();
    private final Properties ofATenth = new Properties();

    private ReachedFromAPhone(Program program, Bench.Settings settings, List<Bench.Row> rows) {
        this.program = program;
        this.settings = settings;
        this.rows = rows;
    }

    static void measure(Program program, Bench.Settings settings, List<Bench.Row> rows)
            throws Exception {
        new ReachedFromAPhone(program, settings, rows).measure();
    }

    private void measure() throws Exception {
        Path tenth = medians(0.1);
        if (settings.share() == 1 && Files.exists(tenth)) {
            try (var in = Files.newBufferedReader(tenth)) {
                ofATenth.load(in);
            }
        }
        String cookies = Nation.signIn(program, null);
        try (Connection connection = program.connect()) {
            Doors doors = new Doors(connection, program.data, cookies);
            List<Member> members =
                    doors.open(
                            "s.post = 'EXECUTIVE_MEMBER' and exists (select from contact.pairing p where p.seat = s.id)",
                            800);
            asked("a member's day", "15 ms", members, member -> "/workbench");
            asked("her households", "15 ms", members, member -> "/contact");
            handedIn(connection, members);
            asked(
                    "a county's blind spots, first page",
                    "60 ms",
                    doors.open("s.post = 'CHAIR' and u.depth = 3", 300),
                    chair -> "/network/" + chair.unit + "/blind-spots");
            asked(
                    "a province's numbers",
                    "25 ms",
                    doors.open("s.post = 'CHAIR' and u.depth = 1", 31),
                    chair -> "/api/v1/units/" + chair.unit + "/numbers");
        }
        rows.add(
                new Bench.Row(
                        "memory of the program",
                        Bench.said("%.0f MB", program.megabytes()),
                        "512 MB",
                        ""));
        try (var out = Files.newBufferedWriter(medians(settings.share()))) {
            medians.store(out, null);
        }
    }

    private static Path medians(double share) {
        return Bench.WORK.resolve("reach-" + share + ".medians");
    }

    private void asked(
            String name,
            String target,
            List<Member> members,
            java.util.function.Function<Member, String> path)
            throws Exception {
        List<byte[]> requests =
                members.stream()
                        .map(member -> Http.get(path.apply(member), member.cookies))
                        .toList();
        measured(name, target, client -> new Asking(new Http(program.port), requests));
    }

    private void handedIn(Connection connection, List<Member> members) throws Exception {
        List<Phone> phones = new ArrayList<>();
        try (Http http = new Http(program.port);
                var some =
                        connection.prepareStatement(
                                "select id from contact.pairing where seat = ? and next_on is not null order by id limit "
                                        + LINES)) {
            for (Member member : members.subList(0, Math.min(PHONES, members.size()))) {
                some.setObject(1, member.seat);
                List<UUID> pairings = new ArrayList<>();
                try (var found = some.executeQuery()) {
                    while (found.next()) {
                        pairings.add(found.getObject(1, UUID.class));
                    }
                }
                phones.add(new Phone(http, member, pairings));
            }
        }
        int each = phones.size() / CLIENTS;
        measured(
                "her phone hands in 20 visits",
                "60 ms",
                client ->
                        new HandingIn(
                                new Http(program.port),
                                phones.subList(client * each, (client + 1) * each)));
    }

    private void measured(String name, String target, Load.Clients clients) throws Exception {
        Load.closed(program, CLIENTS, settings.warm(), clients);
        int rounds = settings.rounds();
        double[] rate = new double[rounds];
        double[] core = new double[rounds];
        double[] full = new double[rounds];
        double[] half = new double[rounds];
        double[] middle = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            var busy = Load.closed(program, CLIENTS, settings.window(), clients);
            var calm = Load.open(program, CLIENTS, settings.window(), busy.rate() / 2, clients);
            rate[round] = busy.rate();
            core[round] = busy.perCore();
            full[round] = busy.p99();
            half[round] = calm.p99();
            middle[round] = calm.p50();
            Bench.tell(
                    "%s: %.0f/s, %.0f for a core (program + database %s), p99 %.1f ms, at half %.1f ms, median %.2f ms, %d failed",
                    name,
                    busy.rate(),
                    busy.perCore(),
                    busy.spent(),
                    busy.p99(),
                    calm.p99(),
                    calm.p50(),
                    busy.failed() + calm.failed());
        }
        double median = Load.median(middle);
        medians.setProperty(name, String.valueOf(median));
        String before = ofATenth.getProperty(name);
        rows.add(
                new Bench.Row(
                        name + ", 8 clients",
                        Bench.said(
                                "p99 %.1f ms, median %.2f ms (p99 %.1f ms at full speed, %.0f/s, %.0f for a core)",
                                Load.median(half),
                                median,
                                Load.median(full),
                                Load.median(rate),
                                Load.median(core)),
                        target,
                        before == null
                                ? ""
                                : Bench.said(
                                        "%.2f times the median of a tenth (target 1.5)",
                                        median / Double.parseDouble(before))));
    }

    /**
     * Opens the door for many: the session of the bench's account is copied in the database, with
     * the holder of another seat in the place of its own. What the program marks such a session
     * with is made as it makes it, with the key in the data folder.
     */
    private static final class Doors {

        private static final Pattern STAFF =
                Pattern.compile("Staff\\[account=(.*), person=.*, seat=(.*), proved=(.*)]");

        private final Connection connection;
        private final String cookies;
        private final byte[] key;
        private final String value;
        private final UUID session;
        private final String person;
        private final String account;
        private final String seat;
        private final String proved;

        Doors(Connection connection, Path data, String cookies) throws Exception {
            this.connection = connection;
            this.cookies = cookies;
            key = new DataFolder(data).secret("ways-in", 32);
            String found = "";
            UUID number = new UUID(0, 0);
            for (String cookie : cookies.split("; ")) {
                String typed = cookie.substring(cookie.indexOf('=') + 1);
                try {
                    number =
                            UUID.fromString(
                                    new String(
                                                    Base64.getDecoder().decode(typed),
                                                    StandardCharsets.US_ASCII)
                                            .replaceFirst("\\..*", ""));
                    found = typed;
                } catch (IllegalArgumentException another) {
                    continue;
                }
            }
            value = found;
            session = number;
            try (var statement = connection.createStatement();
                    var row =
                            statement.executeQuery(
                                    "select s.principal_name, a.attribute_bytes from access.session s"
                                            + " join access.session_attributes a on a.session_primary_id = s.primary_id"
                                            + " where a.attribute_name = 'SPRING_SECURITY_CONTEXT' and s.session_id = '"
                                            + session
                                            + "'")) {
                if (!row.next()) {
                    throw new IllegalStateException("no session among " + cookies);
                }
                person = row.getString(1);
                Matcher staff = STAFF.matcher(staff(row.getBytes(2)));
                if (!staff.matches()) {
                    throw new IllegalStateException("nobody has signed in");
                }
                account = staff.group(1);
                seat = staff.group(2);
                proved = staff.group(3);
            }
        }

        /** Of the seats that meet a condition always the same ones, spread over the whole table. */
        List<Member> open(String condition, int most) throws Exception {
            List<Member> members = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var seats =
                            statement.executeQuery(
                                    "select s.id, s.unit, s.holder from network.seat s join network.unit u on u.id = s.unit"
                                            + " where s.holder is not null and "
                                            + condition
                                            + " order by hashtextextended(s.id::text, 7) limit "
                                            + most)) {
                while (seats.next()) {
                    members.add(
                            new Member(
                                    seats.getObject(1, UUID.class),
                                    seats.getObject(2, UUID.class),
                                    signedIn(seats.getObject(3, UUID.class))));
                }
            }
            return members;
        }

        private static String staff(byte[] context) throws Exception {
            try (var in = new ObjectInputStream(new ByteArrayInputStream(context))) {
                return String.valueOf(
                        ((SecurityContext) in.readObject()).getAuthentication().getPrincipal());
            }
        }

        private byte[] mark(String what, byte[]... parts) {
            var all = new ByteArrayOutputStream();
            all.writeBytes(text(what));
            for (byte[] part : parts) {
                all.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
                all.writeBytes(part);
            }
            return Digest.keyed(key, all.toByteArray());
        }

        private byte[] sitting(UUID number, UUID holder) throws Exception {
            byte[] id =
                    ByteBuffer.allocate(16)
                            .putLong(holder.getMostSignificantBits())
                            .putLong(holder.getLeastSignificantBits())
                            .array();
            var written = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(written)) {
                out.writeObject(
                        mark(
                                "sitting",
                                text(number.toString()),
                                text(account),
                                id,
                                text(seat),
                                text(proved)));
            }
            return written.toByteArray();
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String signedIn(UUID holder) throws Exception {
            UUID number = UUID.randomUUID();
            UUID row = UUID.randomUUID();
            try (var statement = connection.createStatement()) {
                statement.execute(
                        """
                        insert into access.session
                        select '%1$s', '%2$s', creation_time, last_access_time, max_inactive_interval, expiry_time, '%3$s'
                        from access.session where session_id = '%4$s';
                        insert into access.session_attributes
                        select '%1$s', a.attribute_name, case a.attribute_name when 'bound' then decode('%7$s', 'hex')
                          else decode(replace(encode(a.attribute_bytes, 'hex'), '%5$s', '%6$s'), 'hex') end
                        from access.session_attributes a
                        join access.session s on s.primary_id = a.session_primary_id where s.session_id = '%4$s'
                        """
                                .formatted(
                                        row,
                                        number,
                                        holder,
                                        session,
                                        serialised(UUID.fromString(person)),
                                        serialised(holder),
                                        HexFormat.of().formatHex(sitting(number, holder))));
            }
            String marked =
                    number
                            + "."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(mark("session", text(number.toString())));
            return cookies.replace(value, Base64.getEncoder().encodeToString(text(marked)));
        }

        /** As Java writes it down: the lower half first. */
        private static String serialised(UUID id) {
            return HexFormat.of()
                    .formatHex(
                            ByteBuffer.allocate(16)
                                    .putLong(id.getLeastSignificantBits())
                                    .putLong(id.getMostSignificantBits())
                                    .array());
        }
    }
}
