package niangjia.duties.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.duties.DutyWords;
import niangjia.duties.model.Rule;
import niangjia.duties.model.Stage;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work as lists and pages show it. What a rule found and is no longer so is shown to nobody, also
 * before the clock has come by.
 */
@Component
public class ReadWork {

    /** The most that a seat can have in hand, and some. */
    private static final int IN_HAND = 120;

    /**
     * A line of a list.
     *
     * @param fact where it leads: a pairing, a request or a unit
     * @param factName the unit that nobody answers in, where it is about one
     * @param words what is to be done, where a federation offers it
     * @param givenToMe somebody hands it over to her
     */
    public record Line(
            UUID id,
            Rule rule,
            UUID fact,
            UUID place,
            String placeName,
            @Nullable String factName,
            Stage stage,
            boolean team,
            @Nullable LocalDate dueOn,
            Instant since,
            @Nullable String words,
            boolean givenToMe) {

        public boolean late(LocalDate today) {
            return dueOn != null && dueOn.isBefore(today) && !stage.ended();
        }
    }

    /** A seat that has it in hand, in words to show. */
    public record Hand(
            UUID seat,
            @Nullable String knownAs,
            String place,
            Instant since,
            boolean onDuty,
            @Nullable String givenTo) {}

    /**
     * Everything of one piece of work.
     *
     * @param by the federation that offers it
     */
    public record Whole(
            short province,
            Line line,
            boolean below,
            @Nullable UUID only,
            @Nullable UUID byUnit,
            @Nullable String by,
            @Nullable String result,
            @Nullable Instant resultAt,
            @Nullable UUID resultBy,
            @Nullable String back,
            @Nullable Instant endedAt,
            @Nullable String ended,
            long first,
            long last) {}

    private static final String LINE =
            """
            select w.province, w.id, w.rule, w.fact, w.place, p.name as place_name, f.name as fact_name, w.stage, w.team,
              w.due_on, w.since, w.words
            """;

    private static final String FROM =
            """
            from duties.work w join network.place p on p.id = w.place
            left join network.place f on f.id = w.fact and w.rule in ('BLIND_SPOT', 'ON_DUTY')
            """;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    ReadWork(JdbcClient jdbc, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a seat may still take, the oldest first: asked of her, of her unit, or of all below a
     * unit above her.
     */
    public List<Line> offers(Scope.Branch mine, Page page) {
        return jdbc.sql(
                        LINE
                                + ", false as given_to_me "
                                + FROM
                                + """
                                where w.id in (
                                  select x.id from network.place a join lateral (
                                    select o.id from duties.work o where o.place = a.id and o.ended_at is null
                                      and o.id > :after and o.seat is null and (o.below or o.place = :unit)
                                      and (o.stage = 'OPEN' or o.stage = 'CLAIMED' and o.team)
                                      and not exists (select from duties.claim c where c.province = o.province
                                        and c.work = o.id and c.seat = :seat and c.until is null)
                                      and not exists (select from duties.decline d where d.province = o.province
                                        and d.work = o.id and d.seat = :seat)
                                      and duties.stands(o.rule, o.province, o.fact, :today)
                                    order by o.id limit :limit) x on true
                                  where a.position = any (network.upwards(:first))
                                  union all
                                  (select o.id from duties.work o where o.seat = :seat and o.ended_at is null and o.id > :after
                                    and o.stage = 'OPEN'
                                    and not exists (select from duties.decline d where d.province = o.province
                                      and d.work = o.id and d.seat = :seat)
                                    and duties.stands(o.rule, o.province, o.fact, :today)
                                  order by o.id limit :limit))
                                order by w.id limit :limit
                                """)
                .param("after", cursor(page.after()))
                .param("unit", mine.unit().value())
                .param("seat", mine.seat().value())
                .param("first", mine.first())
                .param("today", today())
                .param("limit", page.limit())
                .query(this::line)
                .list();
    }

    /** What she has in hand, what is due first on top, and what somebody hands over to her. */
    public List<Line> hers(Scope.Branch mine) {
        return jdbc.sql(
                        LINE
                                + ", c.given as given_to_me from (select province, work, false as given from duties.claim"
                                + " where seat = :seat and until is null union all select province, work, true from"
                                + " duties.claim where given_to = :seat and until is null) c join duties.work w on"
                                + " w.province = c.province and w.id = c.work join network.place p on p.id = w.place left"
                                + " join network.place f on f.id = w.fact and w.rule in ('BLIND_SPOT', 'ON_DUTY')"
                                + " where w.ended_at is null and duties.stands(w.rule, w.province, w.fact, :today)"
                                + " order by w.due_on nulls last, w.id limit :limit")
                .param("seat", mine.seat().value())
                .param("today", today())
                .param("limit", IN_HAND)
                .query(this::line)
                .list();
    }

    /** What is asked of the seats of a unit itself, the oldest first. */
    public List<Line> at(Scope.Branch mine, UnitId unit, Page page) {
        return jdbc.sql(
                        LINE
                                + ", false as given_to_me "
                                + FROM
                                + """
                                where w.place = :unit and w.ended_at is null and w.id > :after
                                  and p.position between :first and :last
                                  and duties.stands(w.rule, w.province, w.fact, :today)
                                order by w.id limit :limit
                                """)
                .param("unit", unit.value())
                .param("after", cursor(page.after()))
                .param("first", mine.first())
                .param("last", mine.last())
                .param("today", today())
                .param("limit", page.limit())
                .query(this::line)
                .list();
    }

    /** What her federation offered and is still to answer for, results that wait first. */
    public List<Line> offered(Scope.Branch mine) {
        return jdbc.sql(
                        LINE
                                + ", false as given_to_me "
                                + FROM
                                + "where w.by_unit = ? and w.ended_at is null order by (w.stage <> 'RESULT'), w.id desc"
                                + " limit 60")
                .param(mine.unit().value())
                .query(this::line)
                .list();
    }

    /** One piece of work; whether she may see it is asked of {@code MayDo}. */
    public Optional<Whole> one(Scope.Branch mine, UUID id) {
        return jdbc.sql(
                        LINE
                                + """
                                , exists (select from duties.claim c where c.province = w.province and c.work = w.id
                                    and c.given_to = :seat and c.until is null) as given_to_me,
                                  w.below, w.seat, w.by_unit, b.name as by_name, w.result, w.result_at, w.result_by, w.back,
                                  w.ended_at, w.ended, p.position, p.last
                                """
                                + FROM
                                + "left join network.place b on b.id = w.by_unit where w.id = :id")
                .param("seat", mine.seat().value())
                .param("id", id)
                .query((row, n) -> {
                    var province = new Province(row.getShort("province"));
                    return new Whole(
                            province.number(),
                            line(row, n),
                            row.getBoolean("below"),
                            row.getObject("seat", UUID.class),
                            row.getObject("by_unit", UUID.class),
                            row.getString("by_name"),
                            keys.openIfAny(
                                    DutyWords.RESULT.in(province, id), row.getBytes("result")),
                            moment(row, "result_at"),
                            row.getObject("result_by", UUID.class),
                            keys.openIfAny(DutyWords.BACK.in(province, id), row.getBytes("back")),
                            moment(row, "ended_at"),
                            row.getString("ended"),
                            row.getLong("position"),
                            row.getLong("last"));
                })
                .optional();
    }

    /** Who has it, the first first; of what ended, who had it then. */
    public List<Hand> hands(Scope.Branch mine, Whole work) {
        return jdbc.sql(
                        """
                        select c.seat, s.known_as, u.name as place, c.since,
                          exists (select from network.duty d where d.seat = c.seat) as on_duty, g.known_as as given_to
                        from duties.claim c join network.chair s on s.seat = c.seat join network.place u on u.id = s.unit
                        left join network.chair g on g.seat = c.given_to
                        where c.province = ? and c.work = ? and (c.until is null or c.how = 'ENDED')
                        order by c.since, c.id limit 60
                        """)
                .params(work.province(), work.line().id())
                .query(Hand.class)
                .list();
    }

    /** What those who declined wished to say, without names and in no order of theirs. */
    public List<String> declined(Scope.Branch mine, Whole work) {
        var province = new Province(work.province());
        return jdbc.sql(
                        "select id, words from duties.decline where province = ? and work = ? and words is not null order by md5(id::text) limit 20")
                .params(work.province(), work.line().id())
                .query((row, n) ->
                        keys.open(
                                DutyWords.DECLINE.in(province, row.getObject("id", UUID.class)),
                                row.getBytes("words")))
                .list();
    }

    private Line line(ResultSet row, int n) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Line(
                id,
                Rule.valueOf(row.getString("rule")),
                row.getObject("fact", UUID.class),
                row.getObject("place", UUID.class),
                row.getString("place_name"),
                row.getString("fact_name"),
                Stage.valueOf(row.getString("stage")),
                row.getBoolean("team"),
                row.getObject("due_on", LocalDate.class),
                row.getTimestamp("since").toInstant(),
                keys.openIfAny(
                        DutyWords.WORK.in(new Province(row.getShort("province")), id),
                        row.getBytes("words")),
                row.getBoolean("given_to_me"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    /** What makes no sense is the end. */
    static UUID cursor(String after) {
        try {
            return after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after);
        } catch (IllegalArgumentException nonsense) {
            return new UUID(-1, -1);
        }
    }
}
