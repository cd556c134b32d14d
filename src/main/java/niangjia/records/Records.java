package niangjia.records;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import niangjia.database.BeforeCommit;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes the log within the transaction of what it tells of; tells its newest root. */
@Service
public class Records {

    /** A list that refreshes itself is one listing for so long. */
    private static final Duration ONE_LISTING = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final BeforeCommit<Entry> entries = new BeforeCommit<>(this::write);

    Records(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Before the transaction of what it tells of commits, or at once where there is none. */
    public void enter(Entry entry) {
        entries.add(entry);
    }

    /** An entry's id carries the moment that it tells of, so that the log sorts by time. */
    private void write(List<Entry> all) {
        jdbc.sql(
                        """
                        select records.enter(n.province, n.id, n.at, n.act, n.door, n.seat, n.person, n.unit, n.matter, n.sealed,
                          n.reason)
                        from unnest(cast(? as smallint[]), cast(? as uuid[]), cast(? as timestamptz[]), cast(? as text[]),
                          cast(? as text[]), cast(? as uuid[]), cast(? as uuid[]), cast(? as uuid[]), cast(? as uuid[]),
                          cast(? as boolean[]), cast(? as text[]))
                          n (province, id, at, act, door, seat, person, unit, matter, sealed, reason)
                        """)
                .param(each(all, entry -> entry.province().number(), Short[]::new))
                .param(
                        each(
                                all,
                                entry -> Ids.next(Clock.fixed(entry.at(), ZoneOffset.UTC)),
                                UUID[]::new))
                .param(each(all, entry -> Timestamp.from(entry.at()), Timestamp[]::new))
                .param(each(all, Entry::act, String[]::new))
                .param(each(all, entry -> entry.door().name(), String[]::new))
                .param(each(all, entry -> value(entry.seat()), UUID[]::new))
                .param(each(all, entry -> value(entry.person()), UUID[]::new))
                .param(each(all, entry -> value(entry.unit()), UUID[]::new))
                .param(each(all, Entry::matter, UUID[]::new))
                .param(each(all, Entry::sealed, Boolean[]::new))
                .param(each(all, Entry::reason, String[]::new))
                .query()
                .listOfRows();
    }

    private static <T extends @Nullable Object> T[] each(
            List<Entry> all, Function<Entry, T> part, IntFunction<T[]> array) {
        return all.stream().map(part).toArray(array);
    }

    /**
     * A seat read in its branch what is about many: a page of the log, a list. The province is that
     * of the seat's own place.
     */
    public void enterReading(Scope.Branch who, String act, Instant at) {
        reading(who, act, at, at);
    }

    /**
     * A seat opened a list of persons' matters: one entry for the list, whatever it shows, and none
     * more as long as the page merely refreshes itself.
     */
    public void enterListing(Scope.Branch who, String act, Instant at) {
        reading(who, act, at, at.minus(ONE_LISTING));
    }

    /**
     * @param unless the same person did the same from this seat since then
     */
    private void reading(Scope.Branch who, String act, Instant at, Instant unless) {
        jdbc.sql(
                        """
                        select records.enter(u.province, :id, :at, :act, 'PAGE', :seat, :person, u.id, null, false, null)
                        from network.place u where u.id = :unit and not exists (select from records.entry e
                          where e.unit = :unit and not e.sealed and e.id >= :earliest and e.at > :unless
                            and e.seat = :seat and e.person = :person and e.act = :act)
                        """)
                .param("id", Ids.next(Clock.fixed(at, ZoneOffset.UTC)))
                .param("at", Timestamp.from(at))
                .param("act", act)
                .param("seat", who.seat().value())
                .param("person", who.person().value())
                .param("unit", who.unit().value())
                .param("earliest", new UUID(unless.toEpochMilli() << 16, 0))
                .param("unless", Timestamp.from(unless))
                .query((row, n) -> n)
                .list();
    }

    /**
     * Somebody opened a part of what lies on a page: none more if she has opened the same matter
     * from the same seat within the last quarter of an hour, since that entry tells of it.
     */
    public void enterPart(Entry entry) {
        boolean told =
                jdbc.sql(
                                """
                                select exists (select from records.entry e where e.province = :province and e.matter = :matter
                                  and e.id >= :earliest and e.at > :since and e.seat = :seat and e.person is not distinct from cast(:person as uuid)
                                  and e.act like '%.opened')
                                """)
                        .param("province", entry.province().number())
                        .param("matter", entry.matter())
                        .param(
                                "earliest",
                                new UUID(entry.at().minus(ONE_LISTING).toEpochMilli() << 16, 0))
                        .param("since", Timestamp.from(entry.at().minus(ONE_LISTING)))
                        .param("seat", value(entry.seat()))
                        .param("person", value(entry.person()))
                        .query(Boolean.class)
                        .single();
        if (!told) {
            enter(entry);
        }
    }

    /** The newest root, as every receipt shows it; none before the first entry is sealed. */
    public Optional<Root> newestRoot() {
        return jdbc.sql(
                        "select size, hash, algorithm, at from records.root order by size desc limit 1")
                .query((row, n) ->
                        new Root(
                                row.getLong("size"),
                                HexFormat.of().formatHex(row.getBytes("hash")),
                                row.getString("algorithm"),
                                row.getTimestamp("at").toInstant()))
                .optional();
    }

    /**
     * Erases the reasons that were given for opening or changing a matter. What was done stays, and
     * so does its proof; an anchor of another log is a hash and no word, and stays too.
     */
    public void eraseReasons(Province province, UUID matter) {
        jdbc.sql(
                        """
                        delete from records.reason r using records.entry e
                        where e.province = ? and e.matter = ? and r.province = e.province and r.entry = e.id
                          and not r.anchor
                        """)
                .param(province.number())
                .param(matter)
                .update();
    }

    private static @Nullable UUID value(@Nullable SeatId seat) {
        return seat == null ? null : seat.value();
    }

    private static @Nullable UUID value(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }

    private static @Nullable UUID value(@Nullable UnitId unit) {
        return unit == null ? null : unit.value();
    }
}
