package niangjia.contact.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.contact.PairingEnded;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Pairing;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.network.Sums;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What every change of a pairing keeps right: at most one open one for a seat and a woman, each
 * woman counted once, the sums, the log, who is told.
 */
@Component
class Pairings {

    /** An open pairing, locked for the rest of the transaction. */
    record Row(Province province, UUID id, UUID woman, UnitId unit, Pairing pairing) {

        HerPage page() {
            return new HerPage(province, woman);
        }
    }

    private record Gone(
            short province, UUID id, UUID woman, UUID seat, boolean counts, LocalDate since) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Sums sums;
    private final Records records;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Pairings(
            JdbcClient jdbc,
            Keys keys,
            Sums sums,
            Records records,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.sums = sums;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /** A pairing that this seat holds. */
    Optional<Row> held(SeatId seat, UUID pairing) {
        return row("where p.seat = ? and p.id = ? for no key update of p", seat.value(), pairing);
    }

    /** One of hers. */
    Optional<Row> hers(HerPage page, UUID pairing) {
        return row(
                "where p.woman = ? and p.id = ? and p.province = ? for no key update of p",
                page.woman(),
                pairing,
                page.province().number());
    }

    Optional<Row> one(Province province, UUID pairing) {
        return row(
                "where p.province = ? and p.id = ? for no key update of p",
                province.number(),
                pairing);
    }

    private Optional<Row> row(String which, Object... of) {
        return jdbc.sql(
                        """
                        select p.province, p.id, p.woman, p.seat, p.since, p.visited_at, p.next_on,
                          (select c.unit from network.chair c where c.seat = p.seat) as unit
                        from contact.pairing p
                        """
                                + which)
                .params(of)
                .query((row, n) -> {
                    Timestamp visited = row.getTimestamp("visited_at");
                    LocalDate next = row.getObject("next_on", LocalDate.class);
                    return new Row(
                            new Province(row.getShort("province")),
                            row.getObject("id", UUID.class),
                            row.getObject("woman", UUID.class),
                            new UnitId(row.getObject("unit", UUID.class)),
                            new Pairing(
                                    next == null ? Pairing.Stage.RESTING : Pairing.Stage.OPEN,
                                    new SeatId(row.getObject("seat", UUID.class)),
                                    row.getObject("since", LocalDate.class),
                                    visited == null ? null : visited.toInstant(),
                                    next));
                })
                .optional();
    }

    /** Nobody else begins or ends something with her meanwhile. */
    boolean lock(HerPage page) {
        return jdbc.sql(
                        "select true from contact.woman where province = ? and id = ? and erased_at is null for update")
                .params(page.province().number(), page.woman())
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /** A pairing begins; she has agreed. */
    void begin(HerPage page, UUID id, UnitId unit, Pairing begun) {
        Optional<Boolean> counts =
                jdbc.sql(
                                """
                                insert into contact.pairing (province, id, seat, woman, since, next_on, counts)
                                select :province, :id, :seat, :woman, :since, :next,
                                  not exists (select from contact.pairing o where o.woman = :woman)
                                on conflict (woman, seat) do nothing returning counts
                                """)
                        .param("province", page.province().number())
                        .param("id", id)
                        .param("seat", begun.seat().value())
                        .param("woman", page.woman())
                        .param("since", begun.since())
                        .param("next", begun.next())
                        .query(Boolean.class)
                        .optional();
        if (counts.isEmpty()) {
            throw Refused.because("contact.pair.already");
        }
        sums.add(unit, Counted.PAIRING, 1);
        if (counts.get()) {
            sums.add(unit, Counted.WOMAN, 1);
        }
    }

    /**
     * It ends.
     *
     * @param how {@code HERS}, {@code SEATS} or {@code ERASED}
     */
    void end(Row row, String how, @Nullable String word) {
        row.pairing().ended();
        Gone gone =
                jdbc.sql(
                                "delete from contact.pairing where province = ? and id = ?"
                                        + " returning province, id, woman, seat, counts, since")
                        .params(row.province().number(), row.id())
                        .query(Gone.class)
                        .single();
        jdbc.sql(
                        "insert into contact.past_pairing (province, id, seat, woman, since, ended_at, how, word)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(gone.province)
                .param(gone.id)
                .param(gone.seat)
                .param(gone.woman)
                .param(gone.since)
                .param(Timestamp.from(clock.instant()))
                .param(how)
                .param(keys.closeIfAny(Written.LAST_WORD.in(row.province(), gone.id), word))
                .update();
        sums.add(row.unit(), Counted.PAIRING, -1);
        if (gone.counts) {
            sums.add(row.unit(), Counted.WOMAN, -1);
            countAnother(gone.woman).ifPresent(unit -> sums.add(unit, Counted.WOMAN, 1));
        }
        events.publishEvent(new PairingEnded(row.province(), gone.id, new SeatId(gone.seat)));
    }

    private Optional<UnitId> countAnother(UUID woman) {
        return jdbc.sql(
                        """
                        update contact.pairing p set counts = true
                        where (p.province, p.id) = (select o.province, o.id from contact.pairing o
                          where o.woman = ? order by o.id limit 1)
                        returning (select c.unit from network.chair c where c.seat = p.seat)
                        """)
                .param(woman)
                .query(UUID.class)
                .optional()
                .map(UnitId::new);
    }

    /** What came of handing on. */
    record Handed(SeatId to, int pairings) {}

    private record Spread(UUID source, UUID target, int pairings, int counted, int moved) {}

    private record Twice(short province, UUID id, UUID seat) {}

    /**
     * All pairings of some seats, or only these, go to others, spread evenly and in one statement.
     * Where the woman is paired with the other seat already, the two become one.
     *
     * @param some none: all of them
     */
    List<Handed> hand(
            List<SeatId> from, @Nullable List<UUID> some, List<SeatId> to, @Nullable SeatId by) {
        UUID[] sources = from.stream().map(SeatId::value).toArray(UUID[]::new);
        Timestamp now = Timestamp.from(clock.instant());
        if (some == null) {
            jdbc.sql(
                            "update contact.leg set seat = ? where seat = any (?) and ended_at is null and declined_at is null")
                    .params(to.getFirst().value(), sources)
                    .update();
        }
        List<Spread> spread =
                jdbc.sql(HAND)
                        .param("from", sources)
                        .param("all", some == null)
                        .param("some", some == null ? new UUID[0] : some.toArray(UUID[]::new))
                        .param("to", to.stream().map(SeatId::value).toArray(UUID[]::new))
                        .param("many", to.size())
                        .param("now", now)
                        .param("by", by == null ? null : by.value())
                        .query(Spread.class)
                        .list();
        if (spread.isEmpty()) {
            return List.of();
        }
        Map<UUID, UnitId> units = units(spread);
        Map<UnitId, long[]> booked = new HashMap<>();
        for (Spread part : spread) {
            long[] source = booked.computeIfAbsent(unit(units, part.source), u -> new long[2]);
            source[0] -= part.pairings;
            source[1] -= part.counted;
            long[] target = booked.computeIfAbsent(unit(units, part.target), u -> new long[2]);
            target[0] += part.moved;
            target[1] += part.counted;
        }
        booked.forEach((unit, amounts) -> {
            book(unit, Counted.PAIRING, amounts[0]);
            book(unit, Counted.WOMAN, amounts[1]);
        });
        tellOfDoubles(sources, now);
        Map<UUID, Integer> byTarget = new TreeMap<>();
        spread.forEach(s -> byTarget.merge(s.target, s.pairings, Integer::sum));
        return byTarget.entrySet().stream()
                .map(e -> new Handed(new SeatId(e.getKey()), e.getValue()))
                .toList();
    }

    private void book(UnitId unit, String what, long amount) {
        if (amount != 0) {
            sums.add(unit, what, amount);
        }
    }

    /** Those that became one with another have ended for who counts them. */
    private void tellOfDoubles(UUID[] sources, Timestamp now) {
        jdbc.sql(
                        "select province, id, seat from contact.past_pairing where seat = any (?) and ended_at = ? and how = 'ONE_OF_TWO'")
                .params(sources, now)
                .query(Twice.class)
                .list()
                .forEach(twice ->
                        events.publishEvent(
                                new PairingEnded(
                                        new Province(twice.province),
                                        twice.id,
                                        new SeatId(twice.seat))));
    }

    private Map<UUID, UnitId> units(List<Spread> spread) {
        Map<UUID, UnitId> units = new HashMap<>();
        jdbc.sql("select seat, unit from network.chair where seat = any (?)")
                .param(
                        spread.stream()
                                .flatMap(s -> Stream.of(s.source, s.target))
                                .distinct()
                                .toArray(UUID[]::new))
                .query(row -> {
                    units.put(
                            row.getObject("seat", UUID.class),
                            new UnitId(row.getObject("unit", UUID.class)));
                });
        return units;
    }

    private static UnitId unit(Map<UUID, UnitId> units, UUID seat) {
        return Objects.requireNonNull(units.get(seat));
    }

    private static final String HAND =
            """
            with locked as materialized (
              select province, id, seat, woman, counts from contact.pairing
              where seat = any (:from) and (:all or id = any (:some)) order by id for update),
            lots as (
              select l.*, row_number() over (order by woman, id) as n,
                row_number() over (partition by woman order by counts desc, id) as first from locked l),
            spread as (
              select l.*, (cast(:to as uuid[]))[1 + dense_rank() over (order by woman) % :many] as target from lots l),
            twice as (
              select s.province, s.id, s.counts, coalesce(o.id, f.id) as other, o.id is not null as stands,
                coalesce(o.province, f.province) as other_province
              from spread s
              left join contact.pairing o on o.woman = s.woman and o.seat = s.target and o.seat <> all (:from)
              left join spread f on f.woman = s.woman and f.target = s.target and f.first = 1 and s.first > 1
              where coalesce(o.id, f.id) is not null),
            gone as (
              delete from contact.pairing p using twice t where p.province = t.province and p.id = t.id
              returning p.province, p.id, p.seat, p.woman, p.since),
            past as (
              insert into contact.past_pairing (province, id, seat, woman, since, ended_at, how, "into")
              select g.province, g.id, g.seat, g.woman, g.since, :now, 'ONE_OF_TWO', t.other
              from gone g join twice t on t.province = g.province and t.id = g.id),
            goes_on as (
              update contact.pairing o set counts = true from twice t
              where o.province = t.other_province and o.id = t.other and t.counts and t.stands),
            moved as (
              update contact.pairing p set seat = s.target from spread s
              where p.province = s.province and p.id = s.id
                and not exists (select from twice t where t.province = s.province and t.id = s.id)
              returning p.province, p.id),
            noted as (
              insert into contact.handed (province, pairing, from_seat, to_seat, at, by)
              select s.province, s.id, s.seat, s.target, :now, :by from spread s on conflict do nothing)
            select s.seat as source, s.target, count(*) as pairings, count(*) filter (where s.counts) as counted,
              count(*) filter (where t.id is null) as moved
            from spread s left join twice t on t.province = s.province and t.id = s.id
            group by s.seat, s.target
            """;

    /** Somebody of the staff did something about her, or a clock did. */
    void enter(HerPage page, UnitId unit, String act, Scope.@Nullable Branch who, Door door) {
        records.enter(
                new Entry(
                        page.province(),
                        clock.instant(),
                        act,
                        door,
                        who == null ? null : who.seat(),
                        who == null ? null : who.person(),
                        unit,
                        page.woman(),
                        false,
                        null));
    }

    Instant now() {
        return clock.instant();
    }
}
