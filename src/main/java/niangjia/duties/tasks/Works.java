package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.duties.model.Rule;
import niangjia.duties.model.Stage;
import niangjia.duties.model.Work;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Signs;
import niangjia.network.WorkingTime;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Work as it is kept: read under a lock, written with its line in the log. */
@Component
class Works {

    /** A piece of work and where it is. */
    record Held(Work work, Place place) {}

    private final JdbcClient jdbc;
    private final Network network;
    private final Records records;
    private final Signs signs;
    private final Clock clock;

    Works(JdbcClient jdbc, Network network, Records records, Signs signs, Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.records = records;
        this.signs = signs;
        this.clock = clock;
    }

    Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    UUID next() {
        return Ids.next(clock);
    }

    /** Until the end of the transaction nobody else changes it. */
    Held locked(UUID id) {
        record Row(
                short province,
                UUID id,
                String rule,
                UUID fact,
                UUID place,
                boolean below,
                @Nullable UUID seat,
                @Nullable UUID byUnit,
                String stage,
                boolean team,
                @Nullable UUID resultBy,
                @Nullable String ended) {}
        Row row =
                jdbc.sql(
                                """
                                select province, id, rule, fact, place, below, seat, by_unit, stage, team, result_by, ended
                                from duties.work where id = ? for update
                                """)
                        .param(id)
                        .query(Row.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        List<SeatId> hands =
                jdbc.sql(
                                "select seat from duties.claim where province = ? and work = ? and until is null order by since, id")
                        .params(row.province, row.id)
                        .query((claim, n) -> new SeatId(claim.getObject(1, UUID.class)))
                        .list();
        var facts =
                new Work.Facts(
                        new Province(row.province),
                        row.id,
                        Rule.valueOf(row.rule),
                        row.fact,
                        new UnitId(row.place),
                        row.below,
                        row.seat == null ? null : new SeatId(row.seat),
                        row.byUnit == null ? null : new UnitId(row.byUnit));
        var work =
                new Work(
                        facts,
                        Stage.valueOf(row.stage),
                        row.team,
                        hands,
                        row.resultBy == null ? null : new SeatId(row.resultBy),
                        row.ended == null ? null : Work.Ended.valueOf(row.ended));
        return new Held(work, network.place(facts.place()).orElseThrow(NotHere::new));
    }

    /** Whether what a rule found is still so. */
    boolean stands(Work.Facts facts) {
        return facts.rule() == Rule.OFFERED
                || jdbc.sql("select duties.stands(?, ?, ?, ?)")
                        .params(
                                facts.rule().name(),
                                facts.province().number(),
                                facts.fact(),
                                today())
                        .query(Boolean.class)
                        .single();
    }

    void insert(
            Work work, byte @Nullable [] words, @Nullable LocalDate dueOn, @Nullable SeatHeld by) {
        Work.Facts facts = work.facts();
        jdbc.sql(
                        """
                        insert into duties.work (province, id, rule, fact, place, below, seat, by_unit, by_seat, words, due_on,
                          since)
                        values (:province, :id, :rule, :fact, :place, :below, :seat, :byUnit, :bySeat, :words, :due, :now)
                        """)
                .param("province", facts.province().number())
                .param("id", facts.id())
                .param("rule", facts.rule().name())
                .param("fact", facts.fact())
                .param("place", facts.place().value())
                .param("below", facts.below())
                .param("seat", facts.only() == null ? null : facts.only().value())
                .param("byUnit", facts.byUnit() == null ? null : facts.byUnit().value())
                .param("bySeat", by == null ? null : by.seat().value())
                .param("words", words)
                .param("due", dueOn)
                .param("now", now())
                .update();
    }

    /** Stage, team and end as they are now; sums, claims and clocks follow by themselves. */
    void keep(Work work, @Nullable SeatHeld confirmedBy) {
        jdbc.sql(
                        """
                        update duties.work set stage = :stage, team = :team, ended = cast(:ended as text),
                          confirmed_by = cast(:confirmed as uuid),
                          ended_at = case when cast(:ended as text) is null then null else cast(:now as timestamptz) end
                        where province = :province and id = :id
                        """)
                .param("stage", work.stage().name())
                .param("team", work.team())
                .param("ended", work.ended() == null ? null : work.ended().name())
                .param("confirmed", confirmedBy == null ? null : confirmedBy.seat().value())
                .param("now", now())
                .param("province", work.facts().province().number())
                .param("id", work.facts().id())
                .update();
    }

    void begin(Work work, SeatId seat) {
        jdbc.sql(
                        "insert into duties.claim (province, id, work, seat, team, since) values (?, ?, ?, ?, ?, ?)")
                .params(
                        work.facts().province().number(),
                        next(),
                        work.facts().id(),
                        seat.value(),
                        work.team(),
                        now())
                .update();
    }

    void end(Work work, SeatId seat, String how) {
        jdbc.sql(
                        """
                        update duties.claim set until = ?, how = ?, given_to = null
                        where province = ? and work = ? and seat = ? and until is null
                        """)
                .params(
                        now(),
                        how,
                        work.facts().province().number(),
                        work.facts().id(),
                        seat.value())
                .update();
        jdbc.sql("delete from duties.clock where province = ? and work = ? and seat = ?")
                .params(work.facts().province().number(), work.facts().id(), seat.value())
                .update();
    }

    /** How much a seat has in hand; until the end of the transaction it takes nothing else. */
    int carried(SeatId seat) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 9))")
                .param(seat.toString())
                .query()
                .listOfRows();
        return jdbc.sql("select count(*) from duties.claim where seat = ? and until is null")
                .param(seat.value())
                .query(Integer.class)
                .single();
    }

    Optional<SeatHeld> holder(SeatId seat) {
        return network.seat(seat);
    }

    /** What is agreed for a place, or nothing. */
    Optional<String> agreed(String setting, Place place) {
        return jdbc.sql("select network.setting_at(?, ?, ?)")
                .params(setting, place.position(), today())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    void log(SeatHeld me, Entry.Door door, String act, Province province, UUID id) {
        records.enter(
                new Entry(
                        province,
                        clock.instant(),
                        act,
                        door,
                        me.seat(),
                        me.holder(),
                        me.place().id(),
                        id,
                        false,
                        null));
        signs.seen(me.place().id(), clock.instant());
    }
}
