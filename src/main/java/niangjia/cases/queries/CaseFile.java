package niangjia.cases.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.cases.CaseWords;
import niangjia.cases.model.Chain;
import niangjia.cases.model.ChainText;
import niangjia.cases.model.Option;
import niangjia.cases.model.WhoSees;
import niangjia.help.RequestId;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A sealed matter for those on it. */
@Component
public class CaseFile {

    /** The county; who lies deeper is her village's or township's. */
    public static final int NEAREST = 3;

    /** A line of the list of those on it: nothing but since when. */
    public record Line(UUID id, Instant openedAt, boolean offered) {}

    /** Before she takes it over: what kind, since when, how far; no word and no place. */
    public record Outline(RequestId id, String kind, Instant openedAt, int entries) {}

    /**
     * A matter opened.
     *
     * @param holder who looks holds it
     * @param overseer who looks stands above
     * @param onBehalf a member asked for her, {@code askedBy} as she was known then
     * @param firstBroken the number of the first entry that is not as it was written
     * @param erased all but the intake log is gone, which is kept for a court
     */
    public record View(
            RequestId id,
            String kind,
            boolean holder,
            boolean overseer,
            boolean ended,
            @Nullable String holderName,
            @Nullable String overseerName,
            boolean onBehalf,
            @Nullable String askedBy,
            @Nullable String gravity,
            @Nullable LocalDate reviewOn,
            @Nullable String plan,
            @Nullable String reach,
            @Nullable Instant reportedAt,
            boolean restAsked,
            @Nullable Instant restedAt,
            @Nullable String offeredTo,
            List<Choice> options,
            List<Running> clocks,
            List<Somebody> named,
            List<Entry> log,
            @Nullable String newest,
            @Nullable Integer firstBroken,
            boolean erased,
            boolean stayNear,
            List<Wish> wishes,
            @Nullable Hold hold) {

        public boolean childHarm() {
            return kind.equals("child-harm");
        }
    }

    /** An option and how far it has come. */
    public record Choice(String what, String state, LocalDate onDay) {}

    public record Running(String what, Instant due, boolean late) {}

    /** The way to reach her that was agreed last, and what is being done. */
    public record Beside(@Nullable String reach, List<Choice> options, List<Running> clocks) {

        /** How far an option has come; none: not spoken of yet. */
        public @Nullable String state(Option option) {
            return options.stream()
                    .filter(choice -> choice.what.equals(option.name()))
                    .map(Choice::state)
                    .findFirst()
                    .orElse(null);
        }

        /** By when the court decides on what was filed. */
        public @Nullable Instant courtBy() {
            return clocks.stream()
                    .filter(clock -> clock.what.startsWith(Option.PROTECTION_ORDER.name()))
                    .map(Running::due)
                    .findFirst()
                    .orElse(null);
        }
    }

    public record Somebody(SeatId seat, String name, String unit) {}

    public record Entry(int number, Instant at, @Nullable String who, String what, String words) {}

    /**
     * What she wishes to be done with what is held.
     *
     * @param due none: nobody has confirmed it with her yet
     */
    public record Wish(String what, Instant askedAt, @Nullable Instant due) {}

    /**
     * The intake log is kept for a court, or somebody thinks that it should be.
     *
     * @param setAt none: a second person has not agreed yet
     * @param hers who looks is the one who asked last
     */
    public record Hold(@Nullable Instant setAt, boolean liftAsked, boolean hers) {}

    /**
     * The intake log in words, and its chain.
     *
     * @param anchors what the sealed log keeps of it
     */
    public record Log(List<Entry> entries, ChainText chain, List<String> anchors) {

        /** The number of the first entry that is not as it was written. */
        public @Nullable Integer firstBroken() {
            return Stream.of(
                            Optional.ofNullable(chain.firstBroken()),
                            Optional.ofNullable(Chain.firstReplaced(chain.log(), anchors)))
                    .flatMap(Optional::stream)
                    .min(Integer::compare)
                    .orElse(null);
        }
    }

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    CaseFile(JdbcClient jdbc, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /** Those that she is on, the newest first; at most 100. */
    public List<Line> mine(Scope.Branch who) {
        if (!isNearAny(who)) {
            return List.of();
        }
        return asked(
                        jdbc.sql(
                                "select m.id, m.opened_at, not "
                                        + WhoSees.MAY
                                        + " as offered"
                                        + WhoSees.FROM
                                        + """
                                         where s.ended_at is null and m.id in (
                                          select id from help.sealed_matter where desk = :seat and ended_at is null
                                          union select id from help.sealed_matter where overseer = :seat and ended_at is null
                                          union select matter from cases.named where seat = :seat and until is null
                                          union select matter from cases.referral where seat = :seat and state = 'OFFERED')
                                          and (
                                        """
                                        + WhoSees.MAY
                                        + " or "
                                        + WhoSees.IS_OFFERED
                                        + ") order by m.id desc limit 100"),
                        who)
                .query((row, n) ->
                        new Line(
                                row.getObject("id", UUID.class),
                                row.getTimestamp("opened_at").toInstant(),
                                row.getBoolean("offered")))
                .list();
    }

    /** Most are near none, and every page of the workbench asks: so the rest is asked of few. */
    private boolean isNearAny(Scope.Branch who) {
        return jdbc.sql(
                        """
                        select exists (select from help.sealed_matter where desk = :seat and ended_at is null)
                          or exists (select from help.sealed_matter where overseer = :seat and ended_at is null)
                          or exists (select from cases.named where seat = :seat and until is null)
                          or exists (select from cases.referral where seat = :seat and state = 'OFFERED')
                        """)
                .param("seat", who.seat().value())
                .query(Boolean.class)
                .single();
    }

    /** She holds it, or has given a reason that still holds. */
    public boolean isOpenTo(Scope.Branch who, RequestId matter) {
        return asked(
                        jdbc.sql(
                                "select exists (select"
                                        + WhoSees.FROM
                                        + " where m.province = :province and m.id = :id and"
                                        + WhoSees.HAS_REASON
                                        + ")"),
                        who)
                .param("province", matter.province().number())
                .param("id", matter.value())
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    public Optional<Outline> offered(Scope.Branch who, UUID matter) {
        return asked(
                        jdbc.sql(
                                "select m.province, s.kind, m.opened_at, m.entries"
                                        + WhoSees.FROM
                                        + " where m.id = :id and "
                                        + WhoSees.IS_OFFERED),
                        who)
                .param("id", matter)
                .query((row, n) ->
                        new Outline(
                                new RequestId(new Province(row.getShort(1)), matter),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                row.getInt(4)))
                .optional();
    }

    /** What those on the matter need beside her words. */
    public Optional<Beside> beside(Scope.Branch who, RequestId matter) {
        return asked(
                        jdbc.sql(
                                "select m.reach"
                                        + WhoSees.FROM
                                        + " where m.province = :province and m.id = :id and "
                                        + WhoSees.MAY),
                        who)
                .param("province", matter.province().number())
                .param("id", matter.value())
                .query((row, n) ->
                        new Beside(
                                keys.openIfAny(
                                        CaseWords.of(CaseWords.REACH, matter), row.getBytes(1)),
                                options(matter),
                                clocks(matter)))
                .optional();
    }

    /** The matter, if she is on it. Opening it is recorded by who calls. */
    public Optional<View> open(Scope.Branch who, UUID matter) {
        return asked(
                        jdbc.sql(
                                """
                                select m.*, s.rested_at, s.stay_near, s.asked_by, (select h.known_as from network.held h where h.seat = s.asked_by
                                    and h.during @> cast(s.asked_at at time zone :zone as date) limit 1) as asked_by_name, s.kind, s.desk, s.overseer, s.ended_at, d.known_as as holder_name,
                                  o.known_as as overseer_name,
                                  (select f.known_as from cases.referral r join network.desk f on f.seat = r.seat
                                    where r.province = m.province and r.matter = m.id and r.offered_by = s.desk and r.state = 'OFFERED') as offered_to,
                                """
                                        + WhoSees.REST_ASKED_BY
                                        + " as rest_asked "
                                        + WhoSees.FROM
                                        + """
                                        left join network.desk d on d.seat = s.desk
                                        left join network.desk o on o.seat = s.overseer
                                        where m.id = :id and
                                        """
                                        + WhoSees.MAY),
                        who)
                .param("id", matter)
                .param("zone", WorkingTime.ZONE.getId())
                .query((row, n) -> view(who, row))
                .optional();
    }

    private View view(Scope.Branch who, ResultSet row) throws SQLException {
        RequestId id =
                new RequestId(
                        new Province(row.getShort("province")), row.getObject("id", UUID.class));
        byte[] newest = row.getBytes("newest");
        Log log = log(id, row.getInt("entries"), newest);
        java.sql.Date review = row.getDate("review_on");
        return new View(
                id,
                row.getString("kind"),
                who.seat().value().equals(row.getObject("desk", UUID.class)),
                who.seat().value().equals(row.getObject("overseer", UUID.class)),
                row.getTimestamp("ended_at") != null,
                row.getString("holder_name"),
                row.getString("overseer_name"),
                row.getObject("asked_by") != null,
                row.getString("asked_by_name"),
                row.getString("gravity"),
                review == null ? null : review.toLocalDate(),
                keys.openIfAny(CaseWords.of(CaseWords.PLAN, id), row.getBytes("plan")),
                keys.openIfAny(CaseWords.of(CaseWords.REACH, id), row.getBytes("reach")),
                instant(row, "reported_at"),
                row.getObject("rest_asked") != null && row.getObject("rested_by") == null,
                instant(row, "rested_at"),
                row.getString("offered_to"),
                options(id),
                clocks(id),
                named(id),
                log.entries,
                newest == null ? null : HexFormat.of().formatHex(newest),
                log.firstBroken(),
                row.getTimestamp("erased_at") != null,
                row.getBoolean("stay_near"),
                wishes(id),
                hold(who, id));
    }

    private List<Wish> wishes(RequestId id) {
        return jdbc.sql(
                        """
                        select what, asked_at, due_at from cases.wish where province = ? and matter = ? and ended_at is null
                          and not (what = 'EXPORT' and coalesce(due_at <= ?, false)) order by what
                        """)
                .params(id.province().number(), id.value(), Timestamp.from(clock.instant()))
                .query((row, n) ->
                        new Wish(
                                row.getString("what"),
                                row.getTimestamp("asked_at").toInstant(),
                                instant(row, "due_at")))
                .list();
    }

    private @Nullable Hold hold(Scope.Branch who, RequestId id) {
        return jdbc.sql(
                        """
                        select set_at, lift_asked_at is not null as lift_asked,
                          coalesce(lift_asked_person, asked_person) = ? as hers
                        from cases.hold where province = ? and matter = ? and lifted_at is null
                        """)
                .params(who.person().value(), id.province().number(), id.value())
                .query((row, n) ->
                        new Hold(
                                instant(row, "set_at"),
                                row.getBoolean("lift_asked"),
                                row.getBoolean("hers")))
                .optional()
                .orElse(null);
    }

    /** The intake log for somebody on the matter; empty for everybody else. */
    public Log log(Scope.Branch who, RequestId matter) {
        return asked(
                        jdbc.sql(
                                "select m.entries, m.newest"
                                        + WhoSees.FROM
                                        + " where m.province = :province and m.id = :id and "
                                        + WhoSees.MAY),
                        who)
                .param("province", matter.province().number())
                .param("id", matter.value())
                .query((row, n) -> log(matter, row.getInt("entries"), row.getBytes("newest")))
                .optional()
                .orElse(new Log(List.of(), new ChainText(List.of(), 0, null), List.of()));
    }

    private Log log(RequestId id, int count, byte @Nullable [] newest) {
        var entries = new ArrayList<Entry>();
        var chain = new ArrayList<Chain.Stored>();
        jdbc.sql("select * from cases.entry where province = ? and matter = ? order by number")
                .params(id.province().number(), id.value())
                .query(row -> {
                    UUID own = row.getObject("id", UUID.class);
                    var link =
                            new Chain.Link(
                                    row.getShort("province"),
                                    row.getObject("matter", UUID.class),
                                    row.getInt("number"),
                                    own,
                                    row.getTimestamp("at").toInstant(),
                                    row.getObject("seat", UUID.class),
                                    row.getObject("person", UUID.class),
                                    row.getString("known_as"),
                                    row.getString("what"),
                                    row.getBytes("words"));
                    chain.add(
                            new Chain.Stored(link, row.getBytes("previous"), row.getBytes("hash")));
                    entries.add(
                            new Entry(
                                    link.number(),
                                    link.at(),
                                    link.knownAs(),
                                    link.what(),
                                    words(id, link)));
                });
        return new Log(entries, new ChainText(chain, count, newest), anchors(id));
    }

    private List<String> anchors(RequestId id) {
        return jdbc.sql("select anchor from records.anchors where province = ? and matter = ?")
                .params(id.province().number(), id.value())
                .query(String.class)
                .list();
    }

    /** What somebody altered in the table does not open; the chain names it. */
    private String words(RequestId id, Chain.Link link) {
        try {
            return Objects.requireNonNullElse(
                    keys.openIfAny(
                            CaseWords.ENTRY.in(id.province(), link.id(), id.value()), link.words()),
                    "");
        } catch (IllegalArgumentException altered) {
            return "";
        }
    }

    private List<Choice> options(RequestId id) {
        return jdbc.sql(
                        "select what, state, on_day from cases.option where province = ? and matter = ?")
                .params(id.province().number(), id.value())
                .query(Choice.class)
                .list();
    }

    private List<Running> clocks(RequestId id) {
        return jdbc.sql(
                        "select what, due_at from cases.clock where province = ? and matter = ? and ended_at is null"
                                + " order by due_at")
                .params(id.province().number(), id.value())
                .query((row, n) -> {
                    Instant due = row.getTimestamp(2).toInstant();
                    return new Running(row.getString(1), due, due.isBefore(clock.instant()));
                })
                .list();
    }

    private List<Somebody> named(RequestId id) {
        return jdbc.sql(
                        """
                        select d.seat, d.known_as, u.name from cases.named n
                        join network.desk d on d.seat = n.seat and d.holder = n.person
                        join network.place u on u.id = d.unit
                        where n.province = ? and n.matter = ? and n.until is null order by n.since
                        """)
                .params(id.province().number(), id.value())
                .query(CaseFile::somebody)
                .list();
    }

    /**
     * Who could be named or asked to take it: on duty in a federation above the seat that looks or
     * beside it, or just below; who is locked out is left out, and so are village and township.
     *
     * @param near she wishes that they are not
     */
    public List<Somebody> others(Scope.Branch who, RequestId matter, boolean near) {
        return asked(
                        jdbc.sql(
                                """
                                select d.seat, d.known_as, u.name from network.desk d
                                join network.place u on u.id = d.unit
                                join network.place me on me.id = :unit
                                where d.on_duty and d.seat <> :seat and u.province = me.province
                                  and (u.position = any (network.upwards(me.position))
                                    or u.parent = me.parent or u.parent = me.id)
                                  and (u.depth <= :nearest or :near or exists (select from help.sealed_matter s
                                    where s.province = :province and s.id = :id and s.stay_near))
                                  and :person::uuid is not null
                                  and not exists (select from help.locked_out_person l where l.province = :province
                                    and l.request = :id and l.person = d.holder)
                                order by u.depth, u.position, d.known_as limit 60
                                """),
                        who)
                .param("unit", who.unit().value())
                .param("nearest", NEAREST)
                .param("near", near)
                .param("province", matter.province().number())
                .param("id", matter.value())
                .query(CaseFile::somebody)
                .list();
    }

    private static Somebody somebody(ResultSet row, int n) throws SQLException {
        return new Somebody(
                new SeatId(row.getObject("seat", UUID.class)),
                row.getString("known_as"),
                row.getString("name"));
    }

    private static JdbcClient.StatementSpec asked(
            JdbcClient.StatementSpec statement, Scope.Branch who) {
        return statement.param("seat", who.seat().value()).param("person", who.person().value());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
