package niangjia.help.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
            Instant askedAt,
            boolean offeredToMe) {}

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

    private static final String CARD =
            "select r.province, r.id, r.number, r.sealed, r.danger, r.kind, r.stage, r.story, p.name as place_name, c.known_as as"
                    + " claimed_name, r.due_at, r.late, r.asked_at, coalesce(r.offered_desk = :seat, false) as offered"
                    + " from help.request r"
                    + Sight.JOIN
                    + "join network.place p on p.id = r.place left join network.desk c on c.seat = r.claimed_by ";

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

    public Columns columns(Scope.Branch who, int each) {
        return new Columns(
                column(who, Stage.WAITING, each),
                column(who, Stage.IN_HAND, each),
                column(who, Stage.HER_WORD, each));
    }

    private Column column(Scope.Branch who, Stage stage, int each) {
        List<Card> cards =
                asked(
                                jdbc.sql(
                                        CARD
                                                + "where r.ended_at is null and not r.sealed and r.stage = :stage and "
                                                + Sight.MAY_SEE
                                                + " order by r.due_at nulls last, r.id limit :limit"),
                                who)
                        .param("stage", stage.name())
                        .param("limit", each)
                        .query(this::card)
                        .list();
        int count =
                cards.size() < each
                        ? cards.size()
                        : asked(
                                        jdbc.sql(
                                                "select count(*) from (select from help.request r"
                                                        + Sight.JOIN
                                                        + "where r.ended_at is null and not r.sealed and r.stage = :stage and "
                                                        + Sight.MAY_SEE
                                                        + " limit :limit) as capped"),
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
                                CARD
                                        + "where r.ended_at is null and :seat in (r.claimed_by, r.offered_desk,"
                                        + " case when r.claimed_by is null then r.desk end) and "
                                        + Sight.MAY_SEE
                                        + " order by r.due_at nulls last, r.id limit :limit"),
                        who)
                .param("limit", limit)
                .query(this::card)
                .list();
    }

    /**
     * Late requests in a branch, the longest overdue first; the cursor is the due time and id of
     * the last seen.
     */
    public List<Card> late(Scope.Branch who, Page page) {
        String[] after = page.after().split("_", 2);
        boolean begins = after.length < 2;
        // Who holds a matter below a province sits in the province of the matter.
        String province =
                who.first() == 0
                        ? ""
                        : "r.province = (select province from network.place where id = :unit) and ";
        return asked(
                        jdbc.sql(
                                CARD
                                        + "where "
                                        + province
                                        + "r.late and r.ended_at is null and r.restricted_at is null and not r.sealed and t.position between"
                                        + " :first and :last and (r.due_at, r.id) > (:due, :after) order by r.due_at,"
                                        + " r.id limit :limit"),
                        who)
                .param("unit", who.unit().value())
                .param("due", begins ? new Timestamp(0) : new Timestamp(Long.parseLong(after[0])))
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
                            row.getString("satisfied"),
                            timeline(id),
                            sealed ? List.of() : owners(who, row.getBoolean("skip_village")),
                            attachments.of(HerWords.files(id, sealed)));
                })
                .optional();
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
                row.getTimestamp("asked_at").toInstant(),
                row.getBoolean("offered"));
    }

    private @Nullable String opened(Field field, RequestId id, ResultSet row) throws SQLException {
        return keys.openIfAny(HerWords.of(field, id, false), row.getBytes(field.column()));
    }

    private static @Nullable SeatId seat(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new SeatId(value);
    }
}
