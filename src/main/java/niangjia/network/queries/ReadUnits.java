package niangjia.network.queries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.Place.Standing;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Units as they are and as they were on a day. All of it is public. */
@Component
public class ReadUnits {

    /** The most units that are drawn as tiles. */
    public static final int TILES = 400;

    /**
     * A unit on a day.
     *
     * @param standing what was known of its federation on that day
     * @param there whether it was in the net on that day
     * @param answers NOBODY, AWAY, SILENT or YES, as of now
     * @param source where the product has it from; none where somebody founded it here
     */
    public record Version(
            UUID id,
            @Nullable String code,
            String name,
            String kind,
            @Nullable UUID parent,
            boolean shown,
            String nature,
            Standing standing,
            LocalDate since,
            @Nullable LocalDate closedOn,
            boolean there,
            String answers,
            @Nullable String source,
            @Nullable String licence) {

        public UnitId unit() {
            return new UnitId(id);
        }

        public boolean closedBy(LocalDate day) {
            return closedOn != null && !closedOn.isAfter(day);
        }
    }

    /** A kind of unit that is data. */
    public record Kind(String code, @Nullable Integer level, String nameZh, String nameEn) {
        public boolean territorial() {
            return level != null;
        }

        public String name(boolean english) {
            return english ? nameEn : nameZh;
        }
    }

    /**
     * The act by which a federation was founded; {@code converted}: a delegates' group was one
     * before (会改联).
     */
    public record Act(
            String approval,
            LocalDate approvedOn,
            boolean converted,
            int candidates,
            int elected,
            int ballots) {}

    /** A unit's name, for links. */
    public record Named(UUID id, String name) {}

    /**
     * A unit below another.
     *
     * @param standing as of the day that was asked for
     * @param answers as of now, as are the numbers of seats: these are not kept by day
     * @param filled seats with a holder, in it and below it
     * @param onDuty how many of these are on duty
     * @param empty seats without one
     */
    public record Below(
            UUID id,
            @Nullable String code,
            String name,
            String kind,
            boolean territorial,
            Standing standing,
            String answers,
            long filled,
            long onDuty,
            long empty) {

        public boolean blind() {
            return !answers.equals("YES");
        }

        /** 0 to 5: how many of its seats are on duty. */
        public int share() {
            long all = filled + empty;
            return all == 0 ? 0 : (int) Math.min(5, onDuty * 5 / all);
        }
    }

    /** A seat as the public sees it. */
    public record Seat(
            UUID id,
            String post,
            String engagement,
            String skills,
            List<String> takes,
            @Nullable String knownAs,
            boolean onDuty,
            @Nullable LocalDate awayUntil,
            @Nullable Integer term) {}

    /** Who held a seat, and until when. */
    public record Held(
            String post, String knownAs, String by, LocalDate since, @Nullable LocalDate until) {}

    /** A committee's term of office. */
    public record Term(
            UUID id, int number, LocalDate begins, @Nullable LocalDate ends, int committee) {}

    /** What a unit was before. */
    public record Was(
            LocalDate since,
            LocalDate until,
            @Nullable String code,
            String name,
            String kind,
            @Nullable UUID parent,
            @Nullable String parentName,
            String because) {}

    /**
     * A place where nobody answers.
     *
     * @param missing UNKNOWN, NOBODY, AWAY or SILENT
     */
    public record Blind(
            UUID id,
            String name,
            String kind,
            String missing,
            @Nullable String path,
            @Nullable Instant lastSign,
            long position) {}

    private static final RowMapper<Seat> AS_SEAT =
            (row, n) ->
                    new Seat(
                            row.getObject("id", UUID.class),
                            row.getString("post"),
                            row.getString("engagement"),
                            row.getString("skills"),
                            List.of((String[]) row.getArray("takes").getArray()),
                            row.getString("known_as"),
                            row.getBoolean("on_duty"),
                            row.getObject("away_until", LocalDate.class),
                            row.getObject("number", Integer.class));

    private final JdbcClient jdbc;

    ReadUnits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Version> on(Scope scope, UnitId unit, LocalDate day) {
        return jdbc.sql(
                        """
                        select u.id, case when p.unit is null then u.code else p.code end as code,
                          coalesce(p.name, u.name) as name, coalesce(p.kind, u.kind) as kind,
                          case when p.unit is null then u.parent else p.parent end as parent,
                          coalesce(p.shown, u.shown) as shown, u.nature,
                          case when u.founded_on > :day then (select f.before from network.founding f where f.unit = u.id)
                            else u.standing end as standing,
                          coalesce(lower(p.during), u.since) as since, u.closed_on, u.answers,
                          (p.unit is not null or u.since <= :day) and (u.closed_on is null or u.closed_on > :day) as there,
                          s.name as source, s.licence
                        from network.unit u
                        left join network.past p on p.unit = u.id and p.during @> cast(:day as date)
                        left join network.source s on s.id = u.source
                        where u.id = :unit
                        """)
                .param("day", day)
                .param("unit", unit.value())
                .query(Version.class)
                .optional();
    }

    /** Which of the rarer things there are to tell of a unit, so that only those are read. */
    public record Told(
            boolean founded,
            boolean heldBefore,
            boolean was,
            boolean succeeded,
            boolean covers,
            boolean covered) {}

    public Told told(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select exists (select from network.founding where unit = u.id) as founded,
                          exists (select from network.seat s join network.holding h on h.seat = s.id
                            where s.unit = u.id and upper(h.during) is not null) as held_before,
                          exists (select from network.past where unit = u.id) as was,
                          exists (select from network.successor where unit = u.id) as succeeded,
                          exists (select from network.coverage where unit = u.id) as covers,
                          exists (select from network.coverage where covers = u.id) as covered
                        from (values (cast(? as uuid))) u (id)
                        """)
                .param(unit.value())
                .query((row, n) ->
                        new Told(
                                row.getBoolean(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6)))
                .single();
    }

    /** What stood above a unit on a day, the nation first, the unit itself last. */
    public List<Named> pathOn(Scope scope, UnitId unit, LocalDate day) {
        return jdbc.sql(
                        """
                        with recursive up as (
                          select u.id, coalesce(p.name, u.name) as name, coalesce(p.shown, u.shown) as shown,
                            case when p.unit is null then u.parent else p.parent end as parent, 0 as step
                          from network.unit u left join network.past p on p.unit = u.id and p.during @> cast(:day as date)
                          where u.id = :unit
                          union all
                          select u.id, coalesce(p.name, u.name), coalesce(p.shown, u.shown),
                            case when p.unit is null then u.parent else p.parent end, up.step + 1
                          from up join network.unit u on u.id = up.parent
                          left join network.past p on p.unit = u.id and p.during @> cast(:day as date)
                          where up.step < 9
                        )
                        select id, name from up where shown or step = 0 order by step desc
                        """)
                .param("day", day)
                .param("unit", unit.value())
                .query(Named.class)
                .list();
    }

    /**
     * What stood right below a unit on a day, territory first, by code and name; grouping codes are
     * walked through.
     *
     * @param page its cursor is the id of the last unit seen
     */
    public List<Below> below(Scope scope, UnitId unit, LocalDate day, Page page) {
        return belowAtMost(unit, day, cursor(page.after()), page.limit());
    }

    /** As many as are drawn as tiles. */
    public List<Below> tiles(Scope scope, UnitId unit, LocalDate day) {
        return belowAtMost(unit, day, null, TILES + 1);
    }

    private List<Below> belowAtMost(UnitId unit, LocalDate day, @Nullable UUID after, int limit) {
        return jdbc.sql(
                        """
                        with above as (
                          select cast(:unit as uuid) as id
                          union all select id from network.unit where parent = :unit and not shown
                        ), there as (
                          select u.id, u.code, u.name, u.kind, u.shown, u.standing, u.founded_on, u.answers from network.unit u
                          where u.parent in (select id from above) and u.since <= :day
                            and (u.closed_on is null or u.closed_on > :day)
                          union all
                          select u.id, p.code, p.name, p.kind, p.shown, u.standing, u.founded_on, u.answers
                          from network.past p join network.unit u on u.id = p.unit
                          where p.parent in (select id from above) and p.during @> cast(:day as date)
                            and (u.closed_on is null or u.closed_on > :day)
                        ), ordered as (
                          select t.*, k.level is not null as territorial,
                            (case when k.level is null then 1 else 0 end, coalesce(t.code, '~'), t.name, t.id::text) as key
                          from there t join network.kind k on k.code = t.kind where t.shown
                        ), listed as (
                          select * from ordered
                          where cast(:after as uuid) is null
                            or key > (select key from ordered where id = cast(:after as uuid))
                          order by key limit :limit
                        )
                        select o.id, o.code, o.name, o.kind, o.territorial,
                          case when o.founded_on > :day then (select f.before from network.founding f where f.unit = o.id)
                            else o.standing end as standing, o.answers,
                          coalesce(max(s.amount) filter (where s.what = 'seat.filled'), 0) as filled,
                          coalesce(max(s.amount) filter (where s.what = 'seat.on-duty'), 0) as on_duty,
                          coalesce(max(s.amount) filter (where s.what = 'seat.empty'), 0) as empty
                        from listed o left join network.sum s on s.unit = o.id
                          and s.what in ('seat.filled', 'seat.on-duty', 'seat.empty')
                        group by o.id, o.code, o.name, o.kind, o.territorial, o.standing, o.founded_on, o.answers, o.key
                        order by o.key
                        """)
                .param("unit", unit.value())
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query(Below.class)
                .list();
    }

    /** All kinds that units have or had. */
    public List<Kind> kinds(Scope scope) {
        return jdbc.sql(
                        "select code, level, name_zh, name_en from network.kind order by level nulls last, since, code")
                .query(Kind.class)
                .list();
    }

    /** What may be founded in a province on a day: the whole country's kinds and its own. */
    public List<Kind> kindsToFound(Scope scope, Province province, LocalDate day) {
        return jdbc.sql(
                        """
                        select k.code, k.level, k.name_zh, k.name_en from network.kind k
                        left join network.unit p on p.id = k.added_by
                        where (k.added_by is null or p.province = :province)
                          and k.since <= :day and (k.until is null or k.until > :day)
                        order by k.level nulls last, k.since, k.code
                        """)
                .param("province", province.number())
                .param("day", day)
                .query(Kind.class)
                .list();
    }

    /** A kind that a province added. */
    public record OwnKind(
            String code,
            String nameZh,
            String nameEn,
            LocalDate since,
            @Nullable LocalDate until) {}

    public List<OwnKind> ownKinds(Scope scope, UnitId province) {
        return jdbc.sql(
                        "select code, name_zh, name_en, since, until from network.kind where added_by = ? order by until nulls first, since, code")
                .param(province.value())
                .query(OwnKind.class)
                .list();
    }

    public Optional<Act> act(Scope scope, UnitId unit) {
        return jdbc.sql(
                        "select approval, approved_on, converted, candidates, elected, ballots from network.founding where unit = ?")
                .param(unit.value())
                .query(Act.class)
                .optional();
    }

    /** The seats of a unit and who sits in them, chair first; at most 200. */
    public List<Seat> seats(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select s.id, s.post, s.engagement, s.skills, s.takes, s.known_as, s.on_duty, s.away_until, t.number
                        from network.seat s left join network.term t on t.id = s.term
                        where s.unit = ? and (s.holder is not null or t.id is null or t.ends is null)
                        order by array_position(array['CHAIR', 'VICE_CHAIR', 'EXECUTIVE_MEMBER', 'CADRE'], s.post),
                          s.holder is null, s.known_as, s.id limit 200
                        """)
                .param(unit.value())
                .query(AS_SEAT)
                .list();
    }

    /** Who sat there on a day; duty is not kept by day. */
    public List<Seat> seatsOn(Scope scope, UnitId unit, LocalDate day) {
        return jdbc.sql(
                        """
                        select s.id, s.post, s.engagement, '' as skills, array[]::text[] as takes, h.known_as,
                          false as on_duty, cast(null as date) as away_until, t.number
                        from network.seat s join network.holding h on h.seat = s.id and h.during @> cast(? as date)
                        left join network.term t on t.id = s.term
                        where s.unit = ?
                        order by array_position(array['CHAIR', 'VICE_CHAIR', 'EXECUTIVE_MEMBER', 'CADRE'], s.post),
                          h.known_as, s.id limit 200
                        """)
                .params(day, unit.value())
                .query(AS_SEAT)
                .list();
    }

    /** Who held the seats of a unit before, the latest first; at most 60. */
    public List<Held> before(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select s.post, h.known_as, h.by, lower(h.during) as since, upper(h.during) as until
                        from network.seat s join network.holding h on h.seat = s.id
                        where s.unit = ? and upper(h.during) is not null
                        order by upper(h.during) desc, h.known_as limit 60
                        """)
                .param(unit.value())
                .query(Held.class)
                .list();
    }

    /** The latest terms first. */
    public List<Term> terms(Scope scope, UnitId unit) {
        return jdbc.sql(
                        "select id, number, begins, ends, committee from network.term where unit = ? order by number desc limit 20")
                .param(unit.value())
                .query(Term.class)
                .list();
    }

    public List<Was> past(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select lower(p.during) as since, upper(p.during) as until, p.code, p.name, p.kind, p.parent,
                          a.name as parent_name, p.because
                        from network.past p left join network.unit a on a.id = p.parent
                        where p.unit = ? order by lower(p.during) desc limit 60
                        """)
                .param(unit.value())
                .query(Was.class)
                .list();
    }

    public List<Named> successors(Scope scope, UnitId unit) {
        return jdbc.sql(
                        "select u.id, u.name from network.successor s join network.unit u on u.id = s.successor where s.unit = ? order by u.name")
                .param(unit.value())
                .query(Named.class)
                .list();
    }

    /** The places that a federation beside the territory looks after. */
    public List<Named> covered(Scope scope, UnitId unit, LocalDate day) {
        return jdbc.sql(
                        "select u.id, u.name from network.coverage c join network.unit u on u.id = c.covers where c.unit = ? and c.during @> cast(? as date) order by u.name limit 60")
                .params(unit.value(), day)
                .query(Named.class)
                .list();
    }

    /** The federations beside the territory that look after a place. */
    public List<Named> coveredBy(Scope scope, UnitId place, LocalDate day) {
        return jdbc.sql(
                        """
                        select u.id, u.name from network.coverage c join network.unit u on u.id = c.unit
                        where c.covers = ? and c.during @> cast(? as date) order by u.name limit 60
                        """)
                .params(place.value(), day)
                .query(Named.class)
                .list();
    }

    /** A place that a federation looks after, or did. */
    public record Covered(UUID unit, String name, LocalDate since, @Nullable LocalDate until) {}

    /** All of them with their days, the latest first; at most 200. */
    public List<Covered> coverage(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select u.id as unit, u.name, lower(c.during) as since, upper(c.during) as until
                        from network.coverage c join network.unit u on u.id = c.covers
                        where c.unit = ? order by upper(c.during) desc nulls first, u.name, u.id limit 200
                        """)
                .param(unit.value())
                .query(Covered.class)
                .list();
    }

    /**
     * Where nobody answers, in a unit and below it, in the order of the tree. Each kind of gap is a
     * short walk along an index, however large the country.
     *
     * @param only UNKNOWN, NOBODY, AWAY, SILENT, or empty for all
     * @param page its cursor is the position last seen
     */
    public List<Blind> blind(Scope scope, long first, long last, String only, Page page) {
        long after = page.after().isEmpty() ? first - 1 : number(page.after());
        return jdbc.sql(
                        """
                        select b.id, b.name, b.kind, case when b.standing = 'UNKNOWN' then 'UNKNOWN' else b.answers end as missing,
                          (select string_agg(a.name, ' › ' order by a.depth) from network.unit a
                            where a.position = any (network.upwards(b.position)) and a.depth between 1 and b.depth - 1
                              and a.shown) as path,
                          g.at as last_sign, b.position
                        from (
                          select x.* from (values ('NOBODY', 'UNKNOWN'), ('NOBODY', 'LISTED'), ('NOBODY', 'FOUNDED'),
                            ('AWAY', 'LISTED'), ('AWAY', 'FOUNDED'), ('SILENT', 'LISTED'), ('SILENT', 'FOUNDED'))
                            as w (answers, standing)
                          cross join lateral (
                            select u.id, u.name, u.kind, u.standing, u.answers, u.position, u.depth from network.unit u
                            where u.shown and u.closed_on is null and u.answers <> 'YES' and u.answers = w.answers
                              and u.standing = w.standing and u.position > :after and u.position <= :last
                            order by u.position limit :limit
                          ) x
                          where :only = '' or (case when w.standing = 'UNKNOWN' then 'UNKNOWN' else w.answers end) = :only
                          order by x.position limit :limit
                        ) b left join network.sign g on g.unit = b.id
                        order by b.position
                        """)
                .param("after", after)
                .param("last", last)
                .param("limit", page.limit())
                .param("only", only)
                .query(Blind.class)
                .list();
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException nonsense) {
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable UUID cursor(String after) {
        if (after.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }

    /** Somebody who held a seat of a unit before and holds none there now. */
    public record Former(UUID holder, String knownAs) {}

    /** For staff of the branch; at most 100. */
    public List<Former> former(Scope.Branch scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select distinct on (h.known_as, h.holder) h.holder, h.known_as
                        from network.holding h join network.seat s on s.id = h.seat join network.unit u on u.id = s.unit
                        where s.unit = :unit and u.position between :first and :last and upper(h.during) is not null
                          and not exists (select from network.seat n where n.unit = s.unit and n.holder = h.holder)
                        order by h.known_as, h.holder limit 100
                        """)
                .param("unit", unit.value())
                .param("first", scope.first())
                .param("last", scope.last())
                .query(Former.class)
                .list();
    }

    /** Whether a unit stands beside the territory. */
    public boolean beside(Scope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select exists (select from network.unit u join network.kind k on k.code = u.kind
                          where u.id = ? and k.level is null)
                        """)
                .param(unit.value())
                .query(Boolean.class)
                .single();
    }

    /** The seat that somebody acts from. */
    public Optional<Seat> mine(Scope.Branch scope) {
        return jdbc.sql(
                        """
                        select s.id, s.post, s.engagement, s.skills, s.takes, s.known_as, s.on_duty, s.away_until, t.number
                        from network.seat s left join network.term t on t.id = s.term where s.id = ? and s.holder = ?
                        """)
                .params(scope.seat().value(), scope.person().value())
                .query(AS_SEAT)
                .optional();
    }
}
