package niangjia.help.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.help.HerWords;
import niangjia.help.RequestId;
import niangjia.help.model.Sight;
import niangjia.help.model.Stage;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What staff see of requests, within the scope of the seat that asks. */
@Component
public class Board {

    /**
     * A card: what waits, whose it is, by when. Of a sealed matter it says nothing but that it
     * waits.
     *
     * @param resting no clock runs, since it was let rest
     * @param opens she may open it; else it is only listed, without the woman's words
     */
    public record Card(
            UUID id,
            @Nullable Long number,
            boolean sealed,
            boolean danger,
            String kind,
            Stage stage,
            @Nullable String story,
            String placeName,
            @Nullable String claimedBy,
            @Nullable Instant due,
            boolean late,
            boolean resting,
            Instant askedAt,
            boolean onBehalf,
            boolean offeredToMe,
            boolean opens) {

        /**
         * Where the list of late requests goes on after this one: microseconds, as they are kept.
         */
        public String cursor() {
            Instant at = due == null ? askedAt : due;
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
        }
    }

    /**
     * The three columns, a shared board without sealed matters; each holds its most urgent cards
     * and says how many there are.
     */
    public record Columns(Column waiting, Column inHand, Column herWord) {}

    /**
     * @param count how many there are, up to {@link #COUNTED}
     */
    public record Column(List<Card> cards, int count) {}

    /** Nobody looks through more; the column says "500+". */
    public static final int COUNTED = 500;

    /** A request opened: everything that somebody who may see it needs to act. */
    public record Opened(
            RequestId id,
            @Nullable Long number,
            boolean sealed,
            boolean danger,
            String kind,
            String form,
            Stage stage,
            String story,
            @Nullable String contact,
            @Nullable String safeTime,
            @Nullable String knownAs,
            boolean skipVillage,
            Instant askedAt,
            String door,
            boolean onBehalf,
            String placeName,
            @Nullable String unitName,
            String why,
            List<String> passed,
            @Nullable SeatId desk,
            @Nullable SeatId claimedBy,
            @Nullable String deskName,
            @Nullable String claimedName,
            @Nullable SeatId offeredDesk,
            @Nullable String offeredName,
            @Nullable Instant due,
            boolean late,
            boolean resting,
            @Nullable String satisfied,
            List<Line> timeline,
            List<NextOwner> owners,
            List<Attached> files) {

        /** What came with her first words. */
        public List<Attached> first() {
            return Attached.with(null, files);
        }

        /** What came with a line of the timeline. */
        public List<Attached> filesOf(Line line) {
            return Attached.with(line.step, files);
        }

        public boolean shows(UUID file) {
            return files.stream().anyMatch(one -> one.id().equals(file));
        }
    }

    /** A line of the timeline; colleagues see notes and hand-overs too. */
    public record Line(
            UUID step,
            String what,
            Instant at,
            @Nullable String who,
            @Nullable String unit,
            @Nullable String words,
            boolean forHer) {}

    /** A seat on duty that could take it over. */
    public record NextOwner(SeatId seat, String name, String unit) {}

    /** Ordinary ones in one stage, before it is asked who sees them. */
    private static final String AT_STAGE =
            " r.ended_at is null and not r.sealed and r.restricted_at is null and r.stage = :stage ";

    private static final String SOONEST = " order by r.due_at nulls last, r.id limit :limit) r ";

    /**
     * What she sees at one stage. A branch as wide as a province is read by due time, a smaller one
     * place by place, so that nobody's board reads the country; then what her seat stands behind
     * elsewhere. No request is told twice. Which of the two is known here, so that the database
     * plans no part that is not run.
     */
    private static String seen(Scope.Branch who) {
        return (who.last() >= who.first() + CITY ? SEEN_BY_DUE_TIME : SEEN_BY_PLACE) + SEEN_BEHIND;
    }

    /** How wide the branch of a city is; {@code network.width(2)}. */
    private static final long CITY = 1L << 46;

    private static final String SEEN_BY_DUE_TIME =
            "select r.province, r.id, r.due_at from network.place w"
                    + " cross join lateral (select r.province, r.id, r.due_at from help.request r"
                    + Sight.JOIN
                    + "where r.province = w.province and"
                    + AT_STAGE
                    + "and"
                    + Sight.IN_BRANCH
                    + SOONEST
                    + "where w.depth <= 1 and w.position between :first and :last";

    private static final String SEEN_BY_PLACE =
            "select r.province, r.id, r.due_at from network.place t"
                    + " cross join lateral (select r.province, r.id, r.due_at from help.request r"
                    + " where r.branch = t.id and"
                    + AT_STAGE
                    + "and"
                    + Sight.IN_BRANCH
                    + SOONEST
                    + "where t.position between :first and :last";

    private static final String SEEN_BEHIND =
            " union all select r.province, r.id, r.due_at from help.request r"
                    + Sight.JOIN
                    + "where"
                    + Sight.BEHIND_IT
                    + "and"
                    + AT_STAGE
                    + "and not"
                    + Sight.IN_BRANCH;

    /** And what lies where a right was handed to her, which few have: asked only for who has. */
    private static final String HANDED =
            " union all select r.province, r.id, r.due_at from (select lower(m) as first, upper(m) as after"
                    + " from unnest((select range_agg(int8range(h.first, h.last, '[]'))"
                    + " from network.handed(:seat, :day) h where h.duty = 'HELP')) m) h"
                    // Fenced: no place is read but those, whatever is guessed of how many.
                    + " cross join lateral (select * from network.place t"
                    + " where t.position >= h.first and t.position < h.after offset 0) t"
                    + " cross join lateral (select r.province, r.id, r.due_at from help.request r"
                    + " where r.branch = t.id and"
                    + AT_STAGE
                    + "and"
                    + Sight.HANDED
                    + "and not"
                    + Sight.IN_BRANCH
                    + "and"
                    + Sight.BEHIND_IT
                    + "is not true"
                    + SOONEST;

    /** It lies where the late list was handed to her. */
    private static final String LISTED =
            " ((r.held_by is not null or not r.skip_village)"
                    + " and t.position <@ (select network.handed_late(:seat, :day))) ";

    private static final String[] STAGES = {
        Stage.WAITING.name(), Stage.IN_HAND.name(), Stage.HER_WORD.name()
    };

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attachments attachments;
    private final Clock clock;

    Board(JdbcClient jdbc, Keys keys, Attachments attachments, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** The cards of what was found, in its order, all of which she may open. */
    private static String cards(String found) {
        return cards(found, "true");
    }

    private static String cards(String found, String opens) {
        return "select r.province, r.id, r.number, r.sealed, r.danger, r.kind, r.stage, coalesce("
                + opens
                + ", false) as opens, case when"
                + " "
                + opens
                + " then r.story end as story, p.name as place_name,"
                + " c.known_as as claimed_name, r.due_at, r.late, r.rested_at is not null as resting, r.asked_at,"
                + " r.asked_by is not null as on_behalf,"
                + " coalesce(r.offered_desk = :seat, false) as offered from ("
                + found
                + ") s join help.request r on r.province = s.province and r.id = s.id"
                + Sight.JOIN
                + " join network.place p on p.id = r.place left join network.desk c on c.seat = r.claimed_by"
                + " order by s.due_at nulls last, s.id";
    }

    public Columns columns(Scope.Branch who, int each) {
        String seen = got(who, "HELP") ? seen(who) + HANDED : seen(who);
        Map<Stage, List<Card>> cards =
                asked(
                                jdbc.sql(
                                        cards(
                                                "select s.* from unnest(cast(:stages as text[])) g (stage) cross join lateral ("
                                                        + seen.replace(":stage", "g.stage")
                                                        + "order by due_at nulls last, id limit :limit) s")),
                                who)
                        .param("stages", STAGES)
                        .param("limit", each)
                        .query(this::card)
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(Card::stage));
        return new Columns(
                column(who, seen, Stage.WAITING, cards, each),
                column(who, seen, Stage.IN_HAND, cards, each),
                column(who, seen, Stage.HER_WORD, cards, each));
    }

    /** Whether it reaches anything is asked of who has one. */
    private boolean got(Scope.Branch who, String duty) {
        return asked(
                        jdbc.sql(
                                "select exists (select from network.standing_delegation(:day) d"
                                        + " where d.taker_seat = :seat and d.duty = :duty)"),
                        who)
                .param("duty", duty)
                .query(Boolean.class)
                .single();
    }

    private Column column(
            Scope.Branch who, String seen, Stage stage, Map<Stage, List<Card>> all, int each) {
        List<Card> cards = all.getOrDefault(stage, List.of());
        int count =
                cards.size() < each
                        ? cards.size()
                        : asked(
                                        jdbc.sql(
                                                "select count(*) from ("
                                                        + seen
                                                        + "limit :limit) as capped"),
                                        who)
                                .param("stage", stage.name())
                                .param("limit", COUNTED)
                                .query(Integer.class)
                                .single();
        return new Column(cards, count);
    }

    /** What waits for this seat itself: on its desk, in its hands, or offered to it. */
    public List<Card> mine(Scope.Branch who, int limit) {
        return asked(
                        jdbc.sql(
                                cards(
                                        "select r.province, r.id, r.due_at from help.request r"
                                                + Sight.JOIN
                                                + "where r.ended_at is null and (r.claimed_by = :seat or r.offered_desk = :seat"
                                                + " or r.desk = :seat and r.claimed_by is null) and"
                                                + Sight.MAY_SEE
                                                + "order by r.due_at nulls last, r.id limit :limit")),
                        who)
                .param("limit", limit)
                .query(this::card)
                .list();
    }

    /**
     * Late requests in a branch, the longest overdue first; where no promise runs any more, the day
     * of asking stands for it.
     *
     * @throws IllegalArgumentException the cursor is none of {@link Card#cursor()}
     */
    public List<Card> late(Scope.Branch who, Page page) {
        String[] after = page.after().split("_", 2);
        boolean begins = after.length < 2;
        long micros = begins ? 0 : Long.parseLong(after[0]);
        if (micros < 0) {
            throw new IllegalArgumentException("before any request");
        }
        // Who holds a matter below a province sits in the province of the matter.
        String hers =
                (who.first() == 0
                                ? ""
                                : "r.province = (select province from network.place where id = :unit) and ")
                        + Sight.IN_BRANCH;
        boolean more = got(who, "LATE");
        return asked(
                        jdbc.sql(
                                cards(
                                        "select r.province, r.id, coalesce(r.due_at, r.asked_at) as due_at from help.request r"
                                                + Sight.JOIN
                                                + "where ("
                                                + (more ? "(" + hers + ") or " + LISTED : hers)
                                                + ") and r.late and r.ended_at is null and r.restricted_at is null and not r.sealed"
                                                + " and (coalesce(r.due_at, r.asked_at), r.id) > (:due, :after)"
                                                + " order by coalesce(r.due_at, r.asked_at), r.id limit :limit",
                                        more
                                                ? "("
                                                        + Sight.IN_BRANCH
                                                        + "or"
                                                        + Sight.BEHIND_IT
                                                        + "or"
                                                        + Sight.HANDED
                                                        + ")"
                                                : "true")),
                        who)
                .param("unit", who.unit().value())
                .param("due", Timestamp.from(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)))
                .param("after", begins ? new UUID(0, 0) : UUID.fromString(after[1]))
                .param("limit", page.limit())
                .query(this::card)
                .list();
    }

    /** A request, if she may see it. Opening it is recorded by who calls. */
    public Optional<Opened> open(Scope.Branch who, UUID request) {
        return asked(
                        jdbc.sql(
                                """
                                select r.*, t.name as unit_name, p.name as place_name, d.known_as as desk_name,
                                  c.known_as as claimed_name, o.known_as as offered_name,
                                  (select array_agg(x.name order by x.depth desc) from network.place x
                                    where x.id = any (r.passed)) as passed_names
                                from help.request r
                                """
                                        + Sight.JOIN
                                        + """
                                        join network.place p on p.id = r.place
                                        left join network.desk d on d.seat = r.desk
                                        left join network.desk c on c.seat = r.claimed_by
                                        left join network.desk o on o.seat = r.offered_desk
                                        where r.id = :id and
                                        """
                                        + Sight.MAY_SEE),
                        who)
                .param("id", request)
                .query((row, n) -> {
                    RequestId id =
                            new RequestId(
                                    new Province(row.getShort("province")),
                                    row.getObject("id", UUID.class));
                    Timestamp due = row.getTimestamp("due_at");
                    boolean sealed = row.getBoolean("sealed");
                    var passed = row.getArray("passed_names");
                    return new Opened(
                            id,
                            row.getObject("number", Long.class),
                            sealed,
                            row.getBoolean("danger"),
                            row.getString("kind"),
                            row.getString("form"),
                            Stage.valueOf(row.getString("stage")),
                            Objects.requireNonNullElse(opened(HerWords.STORY, id, row), ""),
                            opened(HerWords.CONTACT, id, row),
                            opened(HerWords.SAFE_TIME, id, row),
                            opened(HerWords.KNOWN_AS, id, row),
                            row.getBoolean("skip_village"),
                            row.getTimestamp("asked_at").toInstant(),
                            row.getString("door"),
                            row.getObject("asked_by") != null,
                            row.getString("place_name"),
                            row.getObject("held_by") == null ? null : row.getString("unit_name"),
                            row.getString("why"),
                            passed == null ? List.of() : List.of((String[]) passed.getArray()),
                            seat(row, "desk"),
                            seat(row, "claimed_by"),
                            row.getString("desk_name"),
                            row.getString("claimed_name"),
                            seat(row, "offered_desk"),
                            row.getString("offered_name"),
                            due == null ? null : due.toInstant(),
                            row.getBoolean("late"),
                            row.getObject("rested_at") != null,
                            row.getString("satisfied"),
                            timeline(id),
                            sealed ? List.of() : owners(who, row.getBoolean("skip_village")),
                            attachments.of(HerWords.files(id, sealed)));
                })
                .optional();
    }

    /**
     * Those of these matters that are sealed, whoever may see them: what is told of them is sifted.
     */
    public Set<UUID> sealed(Scope.Branch who, Set<UUID> matters) {
        return matters.isEmpty()
                ? Set.of()
                : jdbc.sql("select id from help.request where id in (:matters) and sealed")
                        .param("matters", matters)
                        .query(UUID.class)
                        .set();
    }

    private List<Line> timeline(RequestId id) {
        return jdbc.sql(
                        """
                        select s.id, s.what, s.at, s.known_as, u.name as unit, s.words, s.for_her from help.step s
                        left join network.place u on u.id = s.unit
                        where s.province = ? and s.request = ? order by s.id desc limit 200
                        """)
                .param(id.province().number())
                .param(id.value())
                .query((row, n) ->
                        new Line(
                                row.getObject("id", UUID.class),
                                row.getString("what"),
                                row.getTimestamp("at").toInstant(),
                                row.getString("known_as"),
                                row.getString("unit"),
                                keys.openIfAny(
                                        HerWords.STEP.in(
                                                id.province(), row.getObject("id", UUID.class)),
                                        row.getBytes("words")),
                                row.getBoolean("for_her")))
                .list();
    }

    /**
     * Who could take it over: seats on duty in the same unit, those above and those just below.
     *
     * @param skipVillage no village, as she asked
     */
    private List<NextOwner> owners(Scope.Branch who, boolean skipVillage) {
        return asked(
                        jdbc.sql(
                                """
                                select d.seat, d.known_as, u.name from network.desk d
                                join network.place u on u.id = d.unit
                                join network.place me on me.id = (select unit from network.desk where seat = :seat)
                                where d.on_duty and d.seat <> :seat and u.province = me.province
                                  and (u.position = any (network.upwards(me.position))
                                    or u.position between :first and :last and u.depth <= me.depth + 1)
                                  and (u.depth <= 4 or not :skip)
                                order by u.depth, u.position, d.known_as limit 60
                                """),
                        who)
                .param("skip", skipVillage)
                .query((row, n) ->
                        new NextOwner(
                                new SeatId(row.getObject("seat", UUID.class)),
                                row.getString("known_as"),
                                row.getString("name")))
                .list();
    }

    private JdbcClient.StatementSpec asked(JdbcClient.StatementSpec statement, Scope.Branch who) {
        return statement
                .param("seat", who.seat().value())
                .param("first", who.first())
                .param("last", who.last())
                .param("day", LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE));
    }

    private Card card(ResultSet row, int n) throws SQLException {
        boolean sealed = row.getBoolean("sealed");
        Timestamp due = row.getTimestamp("due_at");
        return new Card(
                row.getObject("id", UUID.class),
                row.getObject("number", Long.class),
                sealed,
                row.getBoolean("danger"),
                row.getString("kind"),
                Stage.valueOf(row.getString("stage")),
                sealed
                        ? null
                        : opened(
                                HerWords.STORY,
                                new RequestId(
                                        new Province(row.getShort("province")),
                                        row.getObject("id", UUID.class)),
                                row),
                row.getString("place_name"),
                row.getString("claimed_name"),
                due == null ? null : due.toInstant(),
                row.getBoolean("late"),
                row.getBoolean("resting"),
                row.getTimestamp("asked_at").toInstant(),
                row.getBoolean("on_behalf"),
                row.getBoolean("offered"),
                row.getBoolean("opens"));
    }

    private @Nullable String opened(Field field, RequestId id, ResultSet row) throws SQLException {
        return keys.openIfAny(HerWords.of(field, id, false), row.getBytes(field.column()));
    }

    private static @Nullable SeatId seat(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new SeatId(value);
    }
}
