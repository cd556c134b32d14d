package niangjia.contact.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A member's households: her seat's own and nobody else's, by the next day. Federations above see
 * numbers, never a name.
 */
@Component
public class Households {

    private static final int VISITS = 50;

    /**
     * A household or woman in a list.
     *
     * @param name empty where she gave none
     */
    public record Line(
            UUID pairing,
            String name,
            boolean household,
            @Nullable String place,
            @Nullable Instant visitedAt,
            LocalDate next) {

        /** What its own list goes on from. */
        public String cursor() {
            return next + "/" + pairing;
        }
    }

    /** Somebody who has not agreed yet. */
    public record Proposed(
            HerPage page, String name, boolean household, String place, LocalDate lapses) {

        public String cursor() {
            return lapses + "/" + page.woman();
        }
    }

    /**
     * A visit, as whoever holds the pairing reads it.
     *
     * @param mine written from this seat, so that it can be put right here
     */
    public record Visit(
            UUID id,
            Instant at,
            Found found,
            @Nullable String words,
            @Nullable String need,
            @Nullable UUID request,
            int version,
            @Nullable String who,
            boolean mine) {}

    /** What she added herself. */
    public record Added(Instant at, @Nullable UUID visit, @Nullable String words) {}

    /** Two values of one visit of which one is to be chosen. */
    public record TwoValues(
            UUID conflict,
            UUID visit,
            Instant visitedAt,
            Found found,
            @Nullable String words,
            Found secondFound,
            @Nullable String secondWords,
            Instant secondAt) {}

    /** All that a member sees of a household. */
    public record Opened(
            HerPage page,
            UUID pairing,
            String name,
            boolean household,
            @Nullable String place,
            LocalDate since,
            LocalDate next,
            List<Visit> visits,
            List<Added> added,
            List<UUID> conflicts,
            List<ReadRelays.Line> relays,
            List<Attached> files) {

        /** With what hangs on it; of files only what came with the visits that are shown. */
        private Opened with(
                List<Visit> visits,
                List<Added> added,
                List<UUID> conflicts,
                List<ReadRelays.Line> relays,
                List<Attached> ofHer) {
            Set<UUID> shown = visits.stream().map(Visit::id).collect(Collectors.toSet());
            return new Opened(
                    page,
                    pairing,
                    name,
                    household,
                    place,
                    since,
                    next,
                    visits,
                    added,
                    conflicts,
                    relays,
                    ofHer.stream()
                            .filter(file -> file.part() != null && shown.contains(file.part()))
                            .toList());
        }

        /** It came with a visit that is shown here: another's who is paired with her did not. */
        public boolean shows(UUID file) {
            return files.stream().anyMatch(one -> one.id().equals(file));
        }
    }

    /**
     * How far she is with what is agreed, for herself only.
     *
     * @param visits of this year
     */
    public record Plan(long women, long visits) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final ReadRelays relays;
    private final Attachments attachments;
    private final Clock clock;

    Households(
            JdbcClient jdbc, Keys keys, ReadRelays relays, Attachments attachments, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.relays = relays;
        this.attachments = attachments;
        this.clock = clock;
    }

    private static final String LINE =
            """
            select p.province, p.id, p.visited_at, p.next_on, w.id as woman, w.known_as, coalesce(w.household, false) as household,
              u.name as place
            from contact.pairing p
            left join contact.woman w on w.province = p.province and w.id = p.woman
            left join network.place u on u.id = w.place
            where p.seat = :seat and p.next_on is not null
            """;

    /** The next due first. */
    public List<Line> mine(Scope.Branch scope, Page page) {
        Cursor after = Cursor.of(page.after());
        return jdbc.sql(
                        LINE
                                + " and (p.next_on, p.id) > (:day, :id) order by p.next_on, p.id limit :limit")
                .param("seat", scope.seat().value())
                .param("day", after.day)
                .param("id", after.id)
                .param("limit", page.limit())
                .query(this::line)
                .list();
    }

    /** Those whose day has come, or comes within so many days. */
    public List<Line> due(Scope.Branch scope, int days, int limit) {
        return jdbc.sql(LINE + " and p.next_on <= :until order by p.next_on, p.id limit :limit")
                .param("seat", scope.seat().value())
                .param("until", today().plusDays(days))
                .param("limit", limit)
                .query(this::line)
                .list();
    }

    private Line line(ResultSet row, int n) throws SQLException {
        Timestamp visited = row.getTimestamp("visited_at");
        return new Line(
                row.getObject("id", UUID.class),
                name(row),
                row.getBoolean("household"),
                row.getString("place"),
                visited == null ? null : visited.toInstant(),
                row.getObject("next_on", LocalDate.class));
    }

    private String name(ResultSet row) throws SQLException {
        UUID woman = row.getObject("woman", UUID.class);
        return woman == null
                ? ""
                : Objects.requireNonNullElse(
                        keys.openIfAny(
                                Written.NAME.in(new Province(row.getShort("province")), woman),
                                row.getBytes("known_as")),
                        "");
    }

    public Plan plan(Scope.Branch scope) {
        return jdbc.sql(
                        """
                        select (select count(*) from contact.pairing where seat = :seat and next_on is not null) as women,
                          (select count(*) from contact.visit where seat = :seat and at >= :since and found <> 'NOBODY') as visits
                        """)
                .param("seat", scope.seat().value())
                .param(
                        "since",
                        Timestamp.from(
                                Year.from(today())
                                        .atDay(1)
                                        .atStartOfDay(WorkingTime.ZONE)
                                        .toInstant()))
                .query(Plan.class)
                .single();
    }

    /** A pairing of this seat with all that hangs on it; what another holds is not there. */
    public Optional<Opened> open(Scope.Branch scope, UUID pairing) {
        return jdbc.sql(
                        """
                        select p.province, p.woman as her, p.since, p.next_on, w.id as woman, w.known_as,
                          coalesce(w.household, false) as household, u.name as place
                        from contact.pairing p
                        left join contact.woman w on w.province = p.province and w.id = p.woman
                        left join network.place u on u.id = w.place
                        where p.seat = ? and p.id = ? and p.next_on is not null
                        """)
                .params(scope.seat().value(), pairing)
                .query((row, n) -> {
                    var page =
                            new HerPage(
                                    new Province(row.getShort("province")),
                                    row.getObject("her", UUID.class));
                    return new Opened(
                            page,
                            pairing,
                            name(row),
                            row.getBoolean("household"),
                            row.getString("place"),
                            row.getObject("since", LocalDate.class),
                            row.getObject("next_on", LocalDate.class),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
                })
                .optional()
                .map(opened ->
                        opened.with(
                                visits(scope, opened.page, pairing),
                                added(opened.page),
                                conflicts(scope, opened.page, pairing),
                                relays.hers(scope, opened.page),
                                attachments.of(Written.files(opened.page))));
    }

    private List<Visit> visits(Scope.Branch scope, HerPage page, UUID pairing) {
        return jdbc.sql(
                        """
                        select v.id, v.at, v.found, v.words, v.need, v.request, v.version, v.seat, c.known_as
                        from contact.visit v left join network.chair c on c.seat = v.seat
                        where v.province = :province and v.pairing in (select :pairing union all
                          select o.id from contact.past_pairing o where o.woman = :woman and o."into" = :pairing)
                        order by v.at desc, v.id limit :limit
                        """)
                .param("province", page.province().number())
                .param("pairing", pairing)
                .param("woman", page.woman())
                .param("limit", VISITS)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Visit(
                            id,
                            row.getTimestamp("at").toInstant(),
                            Found.valueOf(row.getString("found")),
                            opened(Written.VISIT, page.province(), id, row),
                            row.getString("need"),
                            row.getObject("request", UUID.class),
                            row.getInt("version"),
                            row.getString("known_as"),
                            scope.seat().value().equals(row.getObject("seat", UUID.class)));
                })
                .list();
    }

    private List<Added> added(HerPage page) {
        return jdbc.sql(
                        "select id, visit, words, at from contact.addition where province = ? and woman = ? order by at desc limit 50")
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        new Added(
                                row.getTimestamp("at").toInstant(),
                                row.getObject("visit", UUID.class),
                                opened(
                                        Written.ADDITION,
                                        page.province(),
                                        row.getObject("id", UUID.class),
                                        row)))
                .list();
    }

    private List<UUID> conflicts(Scope.Branch scope, HerPage page, UUID pairing) {
        return jdbc.sql(
                        """
                        select c.id from contact.conflict c join contact.visit v on v.province = c.province and v.id = c.visit
                        where c.seat = ? and c.decided_at is null and c.province = ? and v.pairing = ? order by c.id limit 20
                        """)
                .params(scope.seat().value(), page.province().number(), pairing)
                .query(UUID.class)
                .list();
    }

    /** How many corrections of hers wait for a choice, the oldest first. */
    public List<UUID> waiting(Scope.Branch scope) {
        return jdbc.sql(
                        "select id from contact.conflict where seat = ? and decided_at is null order by id limit 20")
                .param(scope.seat().value())
                .query(UUID.class)
                .list();
    }

    public Optional<TwoValues> twoValues(Scope.Branch scope, UUID conflict) {
        return jdbc.sql(
                        """
                        select c.province, c.visit, c.found as second_found, c.words as second_words, c.made_at,
                          v.at, v.found, v.words
                        from contact.conflict c join contact.visit v on v.province = c.province and v.id = c.visit
                        where c.id = ? and c.seat = ? and c.decided_at is null
                        """)
                .params(conflict, scope.seat().value())
                .query((row, n) -> {
                    var province = new Province(row.getShort("province"));
                    UUID visit = row.getObject("visit", UUID.class);
                    return new TwoValues(
                            conflict,
                            visit,
                            row.getTimestamp("at").toInstant(),
                            Found.valueOf(row.getString("found")),
                            keys.openIfAny(
                                    Written.VISIT.in(province, visit), row.getBytes("words")),
                            Found.valueOf(row.getString("second_found")),
                            keys.openIfAny(
                                    Written.SECOND.in(province, conflict),
                                    row.getBytes("second_words")),
                            row.getTimestamp("made_at").toInstant());
                })
                .optional();
    }

    private @Nullable String opened(Field field, Province province, UUID id, ResultSet row)
            throws SQLException {
        return keys.openIfAny(field.in(province, id), row.getBytes("words"));
    }

    /** Who is asked and has not agreed yet, the first to lapse first. */
    public List<Proposed> proposed(Scope.Branch scope, Page page) {
        Cursor after = Cursor.of(page.after());
        return jdbc.sql(
                        """
                        select q.province, q.id, q.known_as, q.household, q.lapses_on, u.name as place from contact.proposed q
                        join network.place u on u.id = q.place
                        where q.seat = :seat and (q.lapses_on, q.id) > (:day, :id) order by q.lapses_on, q.id limit :limit
                        """)
                .param("seat", scope.seat().value())
                .param("day", after.day)
                .param("id", after.id)
                .param("limit", page.limit())
                .query((row, n) -> {
                    var her =
                            new HerPage(
                                    new Province(row.getShort("province")),
                                    row.getObject("id", UUID.class));
                    return new Proposed(
                            her,
                            Objects.requireNonNullElse(
                                    keys.openIfAny(
                                            Written.PROPOSED_NAME.in(her.province(), her.woman()),
                                            row.getBytes("known_as")),
                                    ""),
                            row.getBoolean("household"),
                            row.getString("place"),
                            row.getObject("lapses_on", LocalDate.class));
                })
                .list();
    }

    /** A proposal of this seat. */
    public Optional<HerPage> proposal(Scope.Branch scope, UUID id) {
        return jdbc.sql("select province from contact.proposed where seat = ? and id = ?")
                .params(scope.seat().value(), id)
                .query((row, n) -> new HerPage(new Province(row.getShort(1)), id))
                .optional();
    }

    /**
     * The last visits to each of hers, for the way, the latest first: a few of each, so that what a
     * phone carries does not grow with how often somebody goes there.
     */
    public List<OnTheWay> lastVisits(Scope.Branch scope, Instant since, int each, int limit) {
        return jdbc.sql(
                        """
                        select v.* from contact.pairing p
                        cross join lateral (select v.province, v.id, v.pairing, v.at, v.found, v.words, v.version, v.seat
                          from contact.visit v where v.province = p.province and v.pairing = p.id and v.at >= :since
                          order by v.at desc limit :each) v
                        where p.seat = :seat and p.next_on is not null
                        order by v.at desc, v.id limit :limit
                        """)
                .param("each", each)
                .param("seat", scope.seat().value())
                .param("since", Timestamp.from(since))
                .param("limit", limit)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new OnTheWay(
                            id,
                            row.getObject("pairing", UUID.class),
                            row.getTimestamp("at").toInstant(),
                            Found.valueOf(row.getString("found")),
                            opened(Written.VISIT, new Province(row.getShort("province")), id, row),
                            row.getInt("version"),
                            scope.seat().value().equals(row.getObject("seat", UUID.class)));
                })
                .list();
    }

    /** A visit as it is carried. */
    public record OnTheWay(
            UUID id,
            UUID pairing,
            Instant at,
            Found found,
            @Nullable String words,
            int version,
            boolean mine) {}

    /**
     * A seat whose pairings wait for somebody.
     *
     * @param name who held it last; none: nobody is known
     */
    public record Waiting(
            SeatId seat, @Nullable String name, String post, String unit, long pairings) {}

    /** Seats of her unit, of those right below and of closed ones that hers succeeds. */
    public List<Waiting> toHandOver(Scope.Branch scope) {
        return jdbc.sql(
                        """
                        with recursive closed as (
                          select s.unit from network.succession s where s.successor = :unit
                          union select s.unit from network.succession s join closed c on s.successor = c.unit),
                        seats as (
                          select c.seat, c.unit, c.post, c.known_as from network.chair c
                          where c.unit = :unit and (not c.held or c.seat = :seat)
                          union
                          select c.seat, c.unit, c.post, c.known_as from network.place me
                          join network.place b on b.parent = me.id and b.closed_on is null
                          join network.chair c on c.unit = b.id and not c.held where me.id = :unit
                          union
                          select c.seat, c.unit, c.post, c.known_as from network.chair c join closed on closed.unit = c.unit)
                        select s.seat, s.known_as, s.post, u.name,
                          (select count(*) from contact.pairing p where p.seat = s.seat) as pairings
                        from seats s join network.place u on u.id = s.unit
                        where exists (select from contact.pairing p where p.seat = s.seat)
                        order by u.name, s.known_as nulls first, s.seat limit 100
                        """)
                .param("unit", scope.unit().value())
                .param("seat", scope.seat().value())
                .query((row, n) ->
                        new Waiting(
                                new SeatId(row.getObject("seat", UUID.class)),
                                row.getString("known_as"),
                                row.getString("post"),
                                row.getString("name"),
                                row.getLong("pairings")))
                .list();
    }

    /** A seat that could take them. */
    public record Taker(SeatId seat, String name, String unit) {}

    /** Held seats of her unit, those right below it after them, by name. */
    public List<Taker> takers(Scope.Branch scope) {
        return jdbc.sql(
                        """
                        select d.seat, d.known_as, u.name from network.desk d
                        join network.place u on u.id = d.unit
                        where u.id = :unit or u.parent = :unit and u.closed_on is null
                        order by u.depth, u.position, d.known_as limit 200
                        """)
                .param("unit", scope.unit().value())
                .query((row, n) ->
                        new Taker(
                                new SeatId(row.getObject("seat", UUID.class)),
                                row.getString("known_as"),
                                row.getString("name")))
                .list();
    }

    /** All of hers, page by page, for a file. */
    public List<Line> all(Scope.Branch scope) {
        List<Line> all = new ArrayList<>();
        List<Line> some = mine(scope, Page.first(Page.MOST));
        while (!some.isEmpty() && all.size() < 10_000) {
            all.addAll(some);
            some =
                    some.size() < Page.MOST
                            ? List.of()
                            : mine(scope, new Page(some.getLast().cursor(), Page.MOST));
        }
        return all;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    private record Cursor(LocalDate day, UUID id) {

        static Cursor of(String text) {
            if (text.isEmpty()) {
                return new Cursor(LocalDate.of(1900, 1, 1), new UUID(0, 0));
            }
            try {
                String[] parts = text.split("/", 2);
                return new Cursor(LocalDate.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (RuntimeException nonsense) {
                throw Refused.field("after", "shared.page.limit", Page.MOST);
            }
        }
    }
}
