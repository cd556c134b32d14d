package niangjia.help.tasks;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.HerWords;
import niangjia.help.OnSealing;
import niangjia.help.RequestId;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Request.ClockChange;
import niangjia.help.model.Request.State;
import niangjia.help.model.Satisfied;
import niangjia.help.model.Sight;
import niangjia.help.model.Stage;
import niangjia.help.model.Step;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Signs;
import niangjia.network.WorkingTime;
import niangjia.people.People;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a request out under a lock and puts it back with all that it tells: steps, clocks, sums,
 * log, messages.
 */
@Component
class Requests {

    private final JdbcClient jdbc;
    private final Paths paths;
    private final Records records;
    private final Messages messages;
    private final Signs signs;
    private final Keys keys;
    private final LockedOut lockedOut;
    private final Attachments attachments;
    private final People people;
    private final ObjectProvider<OnSealing> onSealing;
    private final Clock clock;

    Requests(
            JdbcClient jdbc,
            Paths paths,
            Records records,
            Messages messages,
            Signs signs,
            Keys keys,
            LockedOut lockedOut,
            Attachments attachments,
            People people,
            ObjectProvider<OnSealing> onSealing,
            Clock clock) {
        this.jdbc = jdbc;
        this.paths = paths;
        this.records = records;
        this.messages = messages;
        this.signs = signs;
        this.keys = keys;
        this.lockedOut = lockedOut;
        this.attachments = attachments;
        this.people = people;
        this.onSealing = onSealing;
        this.clock = clock;
    }

    /**
     * The request, locked until the transaction ends; others who act on it meanwhile wait and see
     * the outcome.
     */
    Optional<Request> locked(RequestId id) {
        return jdbc.sql(
                        """
                        select r.*, (select array_agg(distinct s.seat::text) from help.step s
                            where s.province = r.province and s.request = r.id and s.seat is not null
                              and s.what in ('claimed', 'said', 'reached', 'noted', 'proposed', 'accepted')) as workers,
                          r.claimed_by is not null and not exists (select from network.desk d
                            where d.seat = r.claimed_by) as abandoned
                        from help.request r where r.province = ? and r.id = ? for update of r
                        """)
                .param(id.province().number())
                .param(id.value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** The request locked for somebody of the staff, if she may see it at all. */
    Optional<Request> lockedFor(Scope.Branch who, UUID request) {
        return jdbc.sql(
                        "select r.province, r.id from help.request r"
                                + Sight.JOIN
                                + "where r.id = :id and "
                                + Sight.MAY_SEE)
                .param("id", request)
                .param("seat", who.seat().value())
                .param("first", who.first())
                .param("last", who.last())
                .param("day", LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE))
                .query((row, n) ->
                        new RequestId(new Province(row.getShort(1)), row.getObject(2, UUID.class)))
                .optional()
                .flatMap(this::locked)
                .filter(found -> !found.facts().sealed() || !lockedOut.is(who, found.facts().id()));
    }

    private Request read(ResultSet row) throws SQLException {
        Kind kind = Kind.of(row.getString("kind")).orElse(Kind.OTHER);
        UnitId place = new UnitId(row.getObject("place", UUID.class));
        boolean danger = row.getBoolean("danger");
        String satisfied = row.getString("satisfied");
        boolean sealed = row.getBoolean("sealed");
        RequestId id =
                new RequestId(
                        new Province(row.getShort("province")), row.getObject("id", UUID.class));
        return new Request(
                new Request.Facts(
                        id,
                        place,
                        kind,
                        danger,
                        sealed,
                        row.getBoolean("skip_village"),
                        row.getBoolean("stay_near"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getBoolean("own_voice") ? null : seat(row, "asked_by"),
                        paths.from(place, kind, danger).terms()),
                new State(
                        Stage.valueOf(row.getString("stage")),
                        unit(row, "held_by"),
                        seat(row, "desk"),
                        seat(row, "overseer"),
                        seat(row, "claimed_by"),
                        seat(row, "receiver"),
                        unit(row, "offered_to"),
                        seat(row, "offered_desk"),
                        row.getString("why"),
                        instant(row, "due_at"),
                        instant(row, "contacted_at"),
                        row.getBoolean("late"),
                        row.getInt("asks"),
                        satisfied == null ? null : Satisfied.valueOf(satisfied),
                        keys.openIfAny(
                                HerWords.of(HerWords.WORD, id, sealed), row.getBytes("word")),
                        seat(row, "heard_by"),
                        instant(row, "ended_at")),
                workers(row.getArray("workers")),
                row.getBoolean("abandoned"));
    }

    private static Set<SeatId> workers(@Nullable Array array) throws SQLException {
        Set<SeatId> seats = new HashSet<>();
        if (array != null) {
            for (String seat : (String[]) array.getArray()) {
                seats.add(SeatId.of(seat));
            }
        }
        return seats;
    }

    /** Keeps what a verb changed, enters who did it, and gives the files that came to its step. */
    void keep(Request request, By by, String act, List<Prepared> files) {
        List<UUID> steps = keep(request, by, act);
        if (!files.isEmpty()) {
            // What somebody says or does is the first step; what follows from it comes after.
            attachments.attach(
                    HerWords.files(request.facts().id(), request.facts().sealed()),
                    steps.getFirst(),
                    request.steps().getFirst().forHer(),
                    files);
        }
    }

    /** Keeps what a verb changed, and enters who did it; the ids of its steps. */
    List<UUID> keep(Request request, By by, String act) {
        State now = request.now();
        Instant at = clock.instant();
        RequestId id = request.facts().id();
        jdbc.sql(
                        """
                        update help.request set stage = ?, held_by = ?, desk = ?, overseer = ?, claimed_by = ?,
                          receiver = ?, offered_to = ?, offered_desk = ?, why = ?, due_at = ?, contacted_at = ?,
                          late = ?, asks = ?, satisfied = ?, word = ?, heard_by = ?, ended_at = ?,
                          rested_at = case when ? then null else rested_at end, version = version + 1
                        where province = ? and id = ?
                        """)
                .param(now.stage().name())
                .param(value(now.heldBy()))
                .param(value(now.desk()))
                .param(value(now.overseer()))
                .param(value(now.claimedBy()))
                .param(value(now.receiver()))
                .param(value(now.offeredTo()))
                .param(value(now.offeredDesk()))
                .param(now.why())
                .param(timestamp(now.dueAt()))
                .param(timestamp(now.contactedAt()))
                .param(now.late())
                .param(now.asks())
                .param(now.satisfied() == null ? null : now.satisfied().name())
                .param(
                        keys.closeIfAny(
                                HerWords.of(HerWords.WORD, id, request.facts().sealed()),
                                now.word()))
                .param(value(now.heardBy()))
                .param(timestamp(now.endedAt()))
                // What is promised anew rests no more.
                .param(request.clocks().stream().anyMatch(ClockChange.Start.class::isInstance))
                .param(id.province().number())
                .param(id.value())
                .update();
        List<UUID> steps =
                request.steps().stream().map(step -> enter(request.facts(), step, at)).toList();
        for (ClockChange change : request.clocks()) {
            turn(id, change);
        }
        if (!request.facts().sealed()) {
            count(request, at);
            if (by.seat() != null && now.heldBy() != null) {
                signs.seen(now.heldBy(), at);
            }
        }
        records.enter(
                new Entry(
                        id.province(),
                        at,
                        act,
                        by.door(),
                        by.seat(),
                        null,
                        now.heldBy(),
                        id.value(),
                        request.facts().sealed(),
                        null));
        for (Request.Tell tell : request.tells()) {
            messages.tell(
                    id.province(),
                    tell.seat() == null
                            ? new Messages.To.Her(id.value())
                            : new Messages.To.Seat(tell.seat()),
                    tell.key(),
                    id.value(),
                    tell.urgent());
        }
        return steps;
    }

    /**
     * Seals an ordinary request: it leaves every list and sum, and loses its running number.
     *
     * @return the request as it is now, for who takes it on from here
     */
    Request seal(Request request, Kind kind) {
        RequestId id = request.facts().id();
        State state = request.now();
        jdbc.sql(
                        "update help.request set sealed = true, danger = true, kind = ?, number = null,"
                                + " version = version + 1 where province = ? and id = ?")
                .param(kind.word())
                .param(id.province().number())
                .param(id.value())
                .update();
        jdbc.sql(
                        """
                        insert into help.change (unit, day, asked, waiting, in_hand, her_word, late)
                        values (?, ?, -1, ?, ?, ?, ?)
                        """)
                .param(request.facts().place().value())
                .param(LocalDate.ofInstant(request.facts().askedAt(), WorkingTime.ZONE))
                .param(state.stage() == Stage.WAITING ? -1 : 0)
                .param(state.stage() == Stage.IN_HAND ? -1 : 0)
                .param(state.stage() == Stage.HER_WORD ? -1 : 0)
                .param(state.late() ? -1 : 0)
                .update();
        closeUnderItsOwnKey(id);
        herNameGoesAlong(id);
        attachments.closeUnderItsOwnKey(HerWords.files(id, true));
        if (state.contactedAt() != null) {
            takeBackContact(request.facts(), state.contactedAt());
        }
        tellOfSealing(id);
        return locked(id).orElseThrow();
    }

    /** Who works on sealed matters hears of it within the transaction. */
    void tellOfSealing(RequestId id) {
        onSealing.forEach(listener -> listener.sealed(id));
    }

    private void closeUnderItsOwnKey(RequestId id) {
        jdbc.sql(
                        "select story, contact, safe_time, word from help.request where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        jdbc.sql(
                                        "update help.request set story = ?, contact = ?, safe_time = ?, word = ?"
                                                + " where province = ? and id = ?")
                                .param(again(id, HerWords.STORY, row.getBytes("story")))
                                .param(again(id, HerWords.CONTACT, row.getBytes("contact")))
                                .param(again(id, HerWords.SAFE_TIME, row.getBytes("safe_time")))
                                .param(again(id, HerWords.WORD, row.getBytes("word")))
                                .param(id.province().number())
                                .param(id.value())
                                .update())
                .single();
        var steps = new ArrayList<UUID>();
        var words = new ArrayList<byte[]>();
        jdbc.sql(
                        "select id, words from help.step where province = ? and request = ? and words is not null")
                .params(id.province().number(), id.value())
                .query(row -> {
                    UUID step = row.getObject("id", UUID.class);
                    steps.add(step);
                    words.add(
                            keys.close(
                                    HerWords.STEP.in(id.province(), step, id.value()),
                                    keys.open(
                                            HerWords.STEP.in(id.province(), step),
                                            row.getBytes("words"))));
                });
        jdbc.sql(
                        "update help.step s set words = n.words from unnest(cast(? as uuid[]), cast(? as bytea[])) n (id, words)"
                                + " where s.province = ? and s.request = ? and s.id = n.id")
                .param(steps.toArray(UUID[]::new))
                .param(words.toArray(byte[][]::new))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    /** A member wrote it down for her: it stands with the matter from now on, and nowhere else. */
    private void herNameGoesAlong(RequestId id) {
        jdbc.sql(
                        "select woman from help.request where province = ? and id = ? and woman is not null")
                .params(id.province().number(), id.value())
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .optional()
                .ifPresent(woman ->
                        jdbc.sql(
                                        "update help.request set woman = null, known_as = ? where province = ? and id = ?")
                                .param(
                                        keys.closeIfAny(
                                                HerWords.of(HerWords.KNOWN_AS, id, true),
                                                people.leavesFor(id.value(), id.province(), woman)
                                                        .orElse(null)))
                                .param(id.province().number())
                                .param(id.value())
                                .update());
    }

    private byte @Nullable [] again(RequestId id, Field field, byte @Nullable [] closed) {
        return keys.closeIfAny(
                HerWords.of(field, id, true),
                keys.openIfAny(HerWords.of(field, id, false), closed));
    }

    /** On the day that counted it, as the kept clock tells whether it was in time. */
    private void takeBackContact(Request.Facts facts, Instant contactedAt) {
        jdbc.sql(
                        """
                        insert into help.change (unit, day, contacted, contact_minutes, in_time)
                        select ?, ?, -1, ?, -(count(*) filter (where state = 'KEPT' and due_at >= ?) > 0
                          and count(*) filter (where state = 'LATE') = 0)::int
                        from help.clock where province = ? and request = ? and what = 'FIRST_CONTACT'
                        """)
                .param(facts.place().value())
                .param(LocalDate.ofInstant(contactedAt, WorkingTime.ZONE))
                .param(-(int) Duration.between(facts.askedAt(), contactedAt).toMinutes())
                .param(Timestamp.from(contactedAt))
                .param(facts.id().province().number())
                .param(facts.id().value())
                .update();
    }

    private UUID enter(Request.Facts facts, Step step, Instant at) {
        RequestId id = facts.id();
        UUID row = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into help.step (province, request, id, at, what, seat, known_as, unit, words, for_her)
                        select ?, ?, ?, ?, ?, s.seat, d.known_as, d.unit, ?, ?
                        from (select ?::uuid as seat) s left join network.desk d on d.seat = s.seat
                        """)
                .param(id.province().number())
                .param(id.value())
                .param(row)
                .param(Timestamp.from(at))
                .param(step.what().word())
                .param(
                        keys.closeIfAny(
                                facts.sealed()
                                        ? HerWords.STEP.in(id.province(), row, id.value())
                                        : HerWords.STEP.in(id.province(), row),
                                step.words()))
                .param(step.forHer())
                .param(value(step.seat()))
                .update();
        return row;
    }

    private void turn(RequestId id, ClockChange change) {
        switch (change) {
            case ClockChange.Start(var what, var due) ->
                    jdbc.sql(
                                    "insert into help.clock (province, request, what, due_at) values (?, ?, ?, ?)"
                                            + " on conflict (province, request, what, due_at) do update set state ="
                                            + " 'RUNNING'")
                            .param(id.province().number())
                            .param(id.value())
                            .param(what.name())
                            .param(Timestamp.from(due))
                            .update();
            case ClockChange.End(var what, var state) ->
                    jdbc.sql(
                                    "update help.clock set state = ? where province = ? and request = ? and what = ?"
                                            + " and state in ('RUNNING', 'PAUSED')")
                            .param(state)
                            .param(id.province().number())
                            .param(id.value())
                            .param(what.name())
                            .update();
        }
    }

    private void count(Request request, Instant at) {
        State before = request.before();
        State now = request.now();
        int contacted = before.contactedAt() == null && now.contactedAt() != null ? 1 : 0;
        Instant due = before.dueAt();
        int inTime = contacted == 1 && !before.late() && due != null && !at.isAfter(due) ? 1 : 0;
        int done = before.stage() != Stage.DONE && now.stage() == Stage.DONE ? 1 : 0;
        jdbc.sql(
                        """
                        insert into help.change (unit, day, waiting, in_hand, her_word, late, contacted, in_time,
                          contact_minutes, done, satisfied, no_word) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(request.facts().place().value())
                .param(LocalDate.ofInstant(at, WorkingTime.ZONE))
                .param(step(before, now, Stage.WAITING))
                .param(step(before, now, Stage.IN_HAND))
                .param(step(before, now, Stage.HER_WORD))
                .param((now.late() ? 1 : 0) - (before.late() ? 1 : 0))
                .param(contacted)
                .param(inTime)
                .param(
                        contacted == 0
                                ? 0
                                : (int) Duration.between(request.facts().askedAt(), at).toMinutes())
                .param(done)
                .param(done == 1 && now.satisfied() == Satisfied.YES ? 1 : 0)
                .param(step(before, now, Stage.NO_WORD))
                .update();
    }

    private static int step(State before, State now, Stage stage) {
        return (now.stage() == stage ? 1 : 0) - (before.stage() == stage ? 1 : 0);
    }

    private static @Nullable UUID value(@Nullable SeatId seat) {
        return seat == null ? null : seat.value();
    }

    private static @Nullable UUID value(@Nullable UnitId unit) {
        return unit == null ? null : unit.value();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static @Nullable SeatId seat(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new SeatId(value);
    }

    private static @Nullable UnitId unit(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new UnitId(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
