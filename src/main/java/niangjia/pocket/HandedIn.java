package niangjia.pocket;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The lines that phones handed in, as they are kept: who made what, and what became of it. */
@Service
public class HandedIn {

    static final Field WORDS = new Field("pocket", "pocket.entry", "words");

    /**
     * A line as it is shown.
     *
     * @param words erased: none
     */
    public record Line(
            UUID id,
            UUID seat,
            PersonId person,
            String kind,
            Instant madeAt,
            Instant handedInAt,
            Map<String, String> words,
            Told told) {

        /** What she wrote, where it was a sentence. */
        public String said() {
            return words.getOrDefault("words", "");
        }
    }

    /** From where a line was made. */
    record From(SeatId seat, UnitId unit, Province province) {}

    /** A line with what it came to, before it is kept. */
    record Taken(From from, Entry entry, Told told) {}

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private static final String LINE =
            """
            select e.province, e.id, e.seat, e.person, e.kind, e.made_at, e.handed_in_at, e.words, e.answer, e.about,
              e.decides, e.why, e.details from pocket.entry e
            """;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final JsonMapper json;
    private final Clock clock;

    HandedIn(JdbcClient jdbc, Keys keys, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    /** What was answered to these of her lines before. */
    Map<UUID, Told> told(PersonId person, List<UUID> ids) {
        Map<UUID, Told> told = new HashMap<>();
        jdbc.sql(
                        """
                        select id, person, answer, about, decides, why, details from pocket.entry where id = any (?)
                        """)
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    boolean hers = row.getObject("person", UUID.class).equals(person.value());
                    told.put(
                            id,
                            hers ? told(row) : Told.refused(id, "pocket.refused.id", List.of()));
                });
        return told;
    }

    /** Whether the line is new; then it is in hand, and waits for its answer. */
    boolean begin(PersonId person, From from, UUID device, Entry entry) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(
                                """
                                insert into pocket.entry (province, id, person, seat, unit, device, kind, made_at, handed_in_at, words,
                                  answer, answered_at)
                                values (:province, :id, :person, :seat, :unit, :device, :kind, :made, :now, :words, 'BEGUN', :now)
                                on conflict do nothing
                                """)
                        .param("province", from.province.number())
                        .param("id", entry.id())
                        .param("person", person.value())
                        .param("seat", from.seat.value())
                        .param("unit", from.unit.value())
                        .param("device", device)
                        .param("kind", entry.kind())
                        .param("made", Timestamp.from(entry.madeAt()))
                        .param("now", now)
                        .param("words", closed(from, entry))
                        .update()
                == 1;
    }

    /**
     * Keeps lines that were taken together, with their answers.
     *
     * @throws DuplicateKeyException another phone handed one of them in at the same moment
     */
    void keep(PersonId person, UUID device, List<Taken> taken) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(
                        """
                        insert into pocket.entry (province, id, person, seat, unit, device, kind, made_at, handed_in_at, words,
                          answer, about, decides, answered_at)
                        select n.province, n.id, :person, n.seat, n.unit, :device, n.kind, n.made, :now, n.words, n.answer,
                          n.about, n.decides, :now
                        from unnest(cast(:provinces as smallint[]), cast(:ids as uuid[]), cast(:seats as uuid[]),
                          cast(:units as uuid[]), cast(:kinds as text[]), cast(:made as timestamptz[]), cast(:words as bytea[]),
                          cast(:answers as text[]), cast(:about as uuid[]), cast(:decides as text[]))
                          n (province, id, seat, unit, kind, made, words, answer, about, decides)
                        """)
                .param("person", person.value())
                .param("device", device)
                .param("now", now)
                .param("provinces", each(taken, t -> t.from.province().number(), Short[]::new))
                .param("ids", each(taken, t -> t.entry.id(), UUID[]::new))
                .param("seats", each(taken, t -> t.from.seat().value(), UUID[]::new))
                .param("units", each(taken, t -> t.from.unit().value(), UUID[]::new))
                .param("kinds", each(taken, t -> t.entry.kind(), String[]::new))
                .param("made", each(taken, t -> Timestamp.from(t.entry.madeAt()), Timestamp[]::new))
                .param("words", each(taken, t -> closed(t.from, t.entry), byte[][]::new))
                .param("answers", each(taken, t -> t.told.word().name(), String[]::new))
                .param("about", each(taken, t -> t.told.about(), UUID[]::new))
                .param("decides", each(taken, t -> t.told.decides(), String[]::new))
                .update();
    }

    private static <T> @Nullable T[] each(
            List<Taken> taken, Function<Taken, @Nullable T> what, IntFunction<@Nullable T[]> in) {
        return taken.stream().map(what).toArray(in);
    }

    private byte[] closed(From from, Entry entry) {
        return keys.close(
                WORDS.in(from.province, entry.id()),
                json.writeValueAsString(new TreeMap<>(entry.words())));
    }

    /**
     * @param by the seat that decided about a line that waited
     */
    void answer(Told told, @Nullable SeatId by) {
        jdbc.sql(
                        """
                        update pocket.entry set answer = :answer, about = :about, decides = :decides, why = :why,
                          details = :details, answered_at = :now, answered_by = :by where id = :id
                        """)
                .param("answer", told.word().name())
                .param("about", told.about())
                .param("decides", told.decides())
                .param("why", told.why())
                .param("details", told.details().toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .param("by", by == null ? null : by.value())
                .param("id", told.id())
                .update();
    }

    /** A line that waits, held until the end of the transaction. */
    Optional<Line> waiting(UUID id) {
        return jdbc.sql(LINE + "where e.id = ? and e.answer = 'WAITS' for update of e")
                .param(id)
                .query((row, n) -> line(row))
                .optional();
    }

    /** Hers, the newest first. */
    List<Line> of(PersonId person, int from, int limit) {
        return jdbc.sql(
                        LINE
                                + "where e.person = ? order by e.handed_in_at desc, e.id desc offset ? limit ?")
                .params(person.value(), from, limit)
                .query((row, n) -> line(row))
                .list();
    }

    /** How many of hers stand there, by answer. */
    Map<Told.Word, Long> counted(PersonId person) {
        Map<Told.Word, Long> counted = new TreeMap<>();
        jdbc.sql("select answer, count(*) from pocket.entry where person = ? group by answer")
                .param(person.value())
                .query(row -> {
                    counted.put(Told.Word.valueOf(row.getString(1)), row.getLong(2));
                });
        return counted;
    }

    /**
     * Lines that wait for her to decide: of her own seat; of her unit where she leads it; and below
     * it where nobody leads.
     */
    List<Line> undecided(Scope.Branch who) {
        return undecided(who, LINE, "order by e.made_at, e.id limit 100")
                .query((row, n) -> line(row))
                .list();
    }

    boolean anyUndecided(Scope.Branch who) {
        return !undecided(who, "select e.id from pocket.entry e ", "limit 1")
                .query(UUID.class)
                .list()
                .isEmpty();
    }

    private JdbcClient.StatementSpec undecided(Scope.Branch who, String select, String end) {
        return jdbc.sql(
                        select
                                + """
                                join network.place p on p.id = e.unit
                                where e.answer = 'WAITS' and (e.seat = :seat
                                  or p.position between :first and :last
                                    and exists (select from network.desk d where d.seat = :seat and d.post in ('CHAIR', 'VICE_CHAIR', 'CADRE'))
                                    and (e.unit = :unit or not exists (select from network.desk d
                                      where d.unit = e.unit and d.post in ('CHAIR', 'VICE_CHAIR', 'CADRE'))))
                                """
                                + end)
                .param("seat", who.seat().value())
                .param("first", who.first())
                .param("last", who.last())
                .param("unit", who.unit().value());
    }

    /** Lines that wait follow the unit that carries on. */
    void carriedOn(UnitId closed, UnitId successor) {
        jdbc.sql("update pocket.entry set unit = ? where unit = ? and answer = 'WAITS'")
                .params(successor.value(), closed.value())
                .update();
    }

    /** Which of these seats she held, and whoever carries on their unit's work today. */
    Map<UUID, From> held(PersonId person, List<UUID> seats) {
        Map<UUID, From> held = new HashMap<>();
        jdbc.sql(
                        """
                        with recursive carries_on (seat, unit, province, step) as (
                          select distinct h.seat, h.unit, p.province, 0 from network.held h
                          join network.place p on p.id = h.unit
                          where h.holder = :person and h.seat = any (:seats)
                          union all
                          select c.seat, s.successor, c.province, c.step + 1 from carries_on c
                          join network.succession s on s.unit = c.unit where c.step < 20
                        )
                        select distinct on (seat) seat, unit, province from carries_on order by seat, step desc
                        """)
                .param("person", person.value())
                .param("seats", seats.toArray(UUID[]::new))
                .query(row -> {
                    UUID seat = row.getObject("seat", UUID.class);
                    held.put(
                            seat,
                            new From(
                                    new SeatId(seat),
                                    new UnitId(row.getObject("unit", UUID.class)),
                                    new Province(row.getShort("province"))));
                });
        return held;
    }

    /**
     * Erases the words of lines that became these, where what they became is erased; asked by the
     * module that keeps it.
     */
    public void forget(List<UUID> became) {
        jdbc.sql("update pocket.entry set words = null where about = any (?) and words is not null")
                .param(became.toArray(UUID[]::new))
                .update();
    }

    private Line line(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String words =
                keys.openIfAny(
                        WORDS.in(new Province(row.getShort("province")), id),
                        row.getBytes("words"));
        return new Line(
                id,
                row.getObject("seat", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                row.getString("kind"),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("handed_in_at").toInstant(),
                words == null ? Map.of() : json.readValue(words, FIELDS),
                told(row));
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getObject("id", UUID.class),
                Told.Word.valueOf(row.getString("answer")),
                row.getObject("about", UUID.class),
                row.getString("decides"),
                row.getString("why"),
                new ArrayList<>(Arrays.asList((String[]) row.getArray("details").getArray())));
    }
}
