package niangjia.help.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import niangjia.help.HerWords;
import niangjia.help.RequestId;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who must never get a sealed matter. It is the person who is locked out, so that a move to another
 * seat opens nothing; a name that nobody bears yet is looked for again whenever a seat is sought.
 * The names of those locked out are kept beside what she said, since who takes a seat elsewhere is
 * met as another person. Who said beforehand that she is related to people there is locked out from
 * the beginning.
 */
@Component
class LockedOut {

    /** Begins a line that is the name of somebody locked out, and never the name of a unit. */
    private static final String NAMED = "=";

    private record Called(UUID seat, UUID holder, String name, boolean byName) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    LockedOut(JdbcClient jdbc, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The seats of those whom she means, in her county and above it, and of those who said that
     * they are related to people there.
     *
     * @param told what she tells, and what she is called
     * @param said whom she does not want; none: she names nobody
     */
    Set<SeatId> beforehand(UnitId place, String told, @Nullable String said) {
        Set<SeatId> out = new HashSet<>(seatsOf(related(place, told)));
        if (said != null) {
            found(place, unmarked(said)).forEach(called -> out.add(new SeatId(called.seat)));
        }
        return out;
    }

    private List<SeatId> seatsOf(List<UUID> persons) {
        return persons.isEmpty()
                ? List.of()
                : jdbc.sql("select seat from network.desk where holder = any (?)")
                        .param(persons.toArray(UUID[]::new))
                        .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                        .list();
    }

    /** Who said that she is related there; with a surname, where it is told. */
    private List<UUID> related(UnitId place, String told) {
        return jdbc
                .sql(
                        """
                        select r.province, r.id, r.person, r.surname from network.place here
                        join network.place d on d.position = any (network.upwards(here.position))
                        join help.related r on r.place = d.id
                        where here.id = ?
                        """)
                .param(place.value())
                .query((row, n) -> {
                    String surname =
                            keys.openIfAny(
                                    Related.SURNAME.in(
                                            new Province(row.getShort("province")),
                                            row.getObject("id", UUID.class)),
                                    row.getBytes("surname"));
                    return surname == null || told.contains(surname)
                            ? Optional.of(row.getObject("person", UUID.class))
                            : Optional.<UUID>empty();
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** She is related to people there; whatever she is named by. */
    private boolean isRelated(PersonId person, RequestId id) {
        boolean saidAnything =
                jdbc.sql("select exists (select from help.related where person = ?)")
                        .param(person.value())
                        .query(Boolean.class)
                        .single();
        return saidAnything && related(placeOf(id), told(id)).contains(person.value());
    }

    private UnitId placeOf(RequestId id) {
        return jdbc.sql("select place from help.request where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query((row, n) -> new UnitId(row.getObject(1, UUID.class)))
                .single();
    }

    private String told(RequestId id) {
        return jdbc.sql("select story, known_as from help.request where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        Stream.of(HerWords.STORY, HerWords.KNOWN_AS)
                                .map(field -> open(id, field, row))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining("\n")))
                .single();
    }

    /**
     * A person with this name, or else whoever sits in the unit of this name: in the county and
     * above it, and of a place above any county only on the way up.
     *
     * @param said what she said, or {@link #NAMED} and a name
     */
    private List<Called> found(UnitId place, String said) {
        List<Called> all =
                meant(
                        """
                        network.place here
                        join network.place c on c.position = any (network.upwards(here.position))
                          and c.depth = least(3, here.depth)
                        join network.place u on u.position = any (network.upwards(here.position))
                          or c.depth = 3 and u.position between c.position and c.last
                        join network.desk d on d.unit = u.id
                        where here.id = :of
                        """,
                        place.value(),
                        said);
        return said.startsWith(NAMED) || all.stream().anyMatch(Called::byName)
                ? all.stream().filter(Called::byName).toList()
                : all;
    }

    private static String unmarked(String line) {
        return line.startsWith(NAMED) ? unmarked(line.substring(NAMED.length())) : line;
    }

    /**
     * @param whom binds {@code :of}
     */
    private List<Called> meant(String whom, UUID of, String said) {
        return jdbc.sql(
                        "select seat, holder, name, by_name from (select seat, holder, name, unit, name = :said"
                                + " or length(name) > 1 and position(name in :said) > 0"
                                + " or length(:said) > 1 and position(:said in name) > 0 as by_name from ("
                                + "select d.seat, d.holder, replace(d.known_as, ' ', '') as name,"
                                + " replace(u.name, ' ', '') as unit from "
                                + whom
                                + ") near) n where by_name or length(unit) > 1 and position(unit in :said) > 0")
                .param("of", of)
                .param("said", unmarked(said).replaceAll("\\s", ""))
                .query(Called.class)
                .list();
    }

    /** She does not want somebody to see it. */
    void sheSays(RequestId id, UnitId place, String said) {
        List<String> lines = said.lines().map(LockedOut::unmarked).toList();
        remember(id, lines);
        lines.forEach(line -> lock(id, place, line));
    }

    /** Her, by whatever name she sits somewhere today. */
    void lock(RequestId id, PersonId person) {
        lock(id, List.of(person.value()));
        remember(
                id,
                jdbc
                        .sql("select distinct known_as from network.desk where holder = ?")
                        .param(person.value())
                        .query(String.class)
                        .list()
                        .stream()
                        .map(name -> NAMED + name)
                        .toList());
    }

    private void lock(RequestId id, UnitId place, String line) {
        List<Called> called = found(place, line);
        int more = lock(id, called.stream().map(Called::holder).distinct().toList());
        // A name that was kept leads to no further names: she is found again by the same line.
        if (more > 0 && !line.startsWith(NAMED)) {
            remember(id, called.stream().map(c -> NAMED + c.name).toList());
        }
    }

    private int lock(RequestId id, List<UUID> persons) {
        return jdbc.sql(
                        "insert into help.locked_out (province, request, person, at) select ?, ?, p, ?"
                                + " from unnest(cast(? as uuid[])) p on conflict do nothing")
                .param(id.province().number())
                .param(id.value())
                .param(Timestamp.from(clock.instant()))
                .param(persons.toArray(UUID[]::new))
                .update();
    }

    private void remember(RequestId id, List<String> lines) {
        String before = said(id);
        String now =
                Stream.concat(before == null ? Stream.<String>of() : before.lines(), lines.stream())
                        .filter(line -> !unmarked(line).isBlank())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        if (now.isEmpty() || now.equals(before)) {
            return;
        }
        jdbc.sql("update help.request set not_by = ? where province = ? and id = ?")
                .param(keys.close(HerWords.of(HerWords.NOT_BY, id, true), now))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    void forget(RequestId id) {
        jdbc.sql("delete from help.locked_out where province = ? and request = ?")
                .params(id.province().number(), id.value())
                .update();
    }

    /** The seats that must not get it as things stand today. */
    Set<SeatId> seats(RequestId id, UnitId place) {
        String said = said(id);
        if (said != null) {
            said.lines().forEach(line -> lock(id, place, line));
        }
        lock(id, related(place, told(id)));
        return new HashSet<>(
                jdbc.sql(
                                "select d.seat from help.locked_out l join network.desk d on d.holder = l.person"
                                        + " where l.province = ? and l.request = ?")
                        .params(id.province().number(), id.value())
                        .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                        .list());
    }

    boolean is(Scope.Branch who, RequestId id) {
        boolean locked =
                jdbc.sql(
                                "select exists (select from help.locked_out where province = ? and request = ? and person = ?)")
                        .params(id.province().number(), id.value(), who.person().value())
                        .query(Boolean.class)
                        .single();
        if (locked || isRelated(who.person(), id)) {
            return true;
        }
        String said = said(id);
        return said != null && said.lines().anyMatch(name -> means(who, name));
    }

    /**
     * Her own name is hers; the name of her unit only if it names nobody there. Few are called, so
     * the others around her are looked at for few.
     */
    private boolean means(Scope.Branch who, String said) {
        List<Called> own =
                meant(
                        "network.desk d join network.place u on u.id = d.unit where d.seat = :of",
                        who.seat().value(),
                        said);
        return own.stream().anyMatch(Called::byName)
                || !own.isEmpty()
                        && found(who.unit(), said).stream()
                                .anyMatch(c -> c.seat.equals(who.seat().value()));
    }

    /** All that she must not see; few matters name anybody, and fewer stand at her seat. */
    Set<UUID> of(Scope.Branch who) {
        Set<UUID> hidden =
                new HashSet<>(
                        jdbc.sql("select request from help.locked_out where person = ?")
                                .param(who.person().value())
                                .query(UUID.class)
                                .list());
        jdbc
                .sql(
                        "select province, id from help.request where sealed and ended_at is null"
                                + " and (desk = :seat or overseer = :seat) and (not_by is not null"
                                + " or exists (select from help.related where person = :person))")
                .param("seat", who.seat().value())
                .param("person", who.person().value())
                .query((row, n) ->
                        new RequestId(new Province(row.getShort(1)), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .filter(id -> is(who, id))
                .forEach(id -> hidden.add(id.value()));
        return hidden;
    }

    private Optional<String> open(RequestId id, Field field, ResultSet row) {
        try {
            return Optional.ofNullable(
                    keys.openIfAny(HerWords.of(field, id, true), row.getBytes(field.column())));
        } catch (SQLException lost) {
            throw new IllegalStateException(lost);
        }
    }

    private @Nullable String said(RequestId id) {
        return jdbc.sql("select not_by from help.request where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        Optional.ofNullable(
                                keys.openIfAny(
                                        HerWords.of(HerWords.NOT_BY, id, true), row.getBytes(1))))
                .single()
                .orElse(null);
    }
}
