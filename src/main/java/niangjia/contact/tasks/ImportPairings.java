package niangjia.contact.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.PairingLine;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.network.SeatHeld;
import niangjia.network.Sheet;
import niangjia.network.Sheets;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pairings that stood on paper come in as proposals: a name, a place and a member. First it is
 * shown what a file would do; nothing is proposed before somebody says yes.
 */
@Component
public class ImportPairings {

    /** More households than a county's members have on paper. */
    public static final int MOST_LINES = 20_000;

    private static final int COUNTY = 3;
    private static final int AT_ONCE = 1000;

    /** Of two places or members with the same name neither is meant. */
    private static final UUID TWO = new UUID(0, 0);

    private record Where(UUID id, short province, String name, @Nullable String code) {}

    private record Who(UUID seat, UUID unit, String name) {}

    private record Read(
            UUID id,
            int line,
            boolean household,
            String name,
            @Nullable Where place,
            @Nullable UUID seat,
            @Nullable String wrong,
            String detail) {}

    private record Good(short province, UUID seat, UUID place, boolean household, String name) {}

    private final JdbcClient jdbc;
    private final Sheets sheets;
    private final HerPages pages;
    private final Agreed agreed;
    private final Keys keys;
    private final Records records;
    private final Clock clock;

    ImportPairings(
            JdbcClient jdbc,
            Sheets sheets,
            HerPages pages,
            Agreed agreed,
            Keys keys,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.sheets = sheets;
        this.pages = pages;
        this.agreed = agreed;
        this.keys = keys;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Reads a file and tells what it would do.
     *
     * @param id made with the form; the same one is read once
     */
    @Transactional
    public void look(SeatHeld member, UUID id, String fileName, Path file) {
        if (member.place().depth() < COUNTY) {
            throw Refused.field("file", "contact.import.from-county");
        }
        short province = member.place().province().number();
        boolean begun =
                jdbc.sql(
                                        """
                                        insert into contact.import (province, id, seat, unit, file, state, begun_at)
                                        values (?, ?, ?, ?, ?, 'CHECKED', ?) on conflict do nothing
                                        """)
                                .param(province)
                                .param(id)
                                .param(member.seat().value())
                                .param(member.place().id().value())
                                .param(
                                        fileName.length() > 100
                                                ? fileName.substring(0, 100)
                                                : fileName)
                                .param(Timestamp.from(clock.instant()))
                                .update()
                        > 0;
        if (!begun) {
            return;
        }
        try (Sheet sheet = sheets.open(file)) {
            List<Read> lines = read(member, sheet);
            for (int from = 0; from < lines.size(); from += AT_ONCE) {
                keep(province, id, lines.subList(from, Math.min(from + AT_ONCE, lines.size())));
            }
            long bad = lines.stream().filter(line -> line.wrong != null).count();
            jdbc.sql(
                            "update contact.import set rows_read = ?, good = ?, bad = ? where province = ? and id = ?")
                    .params(lines.size(), lines.size() - bad, bad, province, id)
                    .update();
        } catch (Refused refused) {
            jdbc.sql(
                            "update contact.import set state = 'REFUSED', refusal = ? where province = ? and id = ?")
                    .params(refused.key(), province, id)
                    .update();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Read> read(SeatHeld member, Sheet sheet) {
        if (!sheet.next()) {
            throw Refused.field("file", "network.import.refused.empty");
        }
        var columns =
                PairingLine.Columns.in(sheet)
                        .orElseThrow(() -> Refused.field("file", "contact.import.columns"));
        Map<String, Where> places = places(member);
        List<Who> members = members(member);
        Set<String> known = known(members);
        Set<String> seen = new HashSet<>();
        List<Read> lines = new ArrayList<>();
        while (sheet.next()) {
            if (lines.size() == MOST_LINES) {
                throw Refused.field("file", "contact.import.many");
            }
            lines.add(
                    checked(member, PairingLine.of(sheet, columns), places, members, known, seen));
        }
        return lines;
    }

    private Read checked(
            SeatHeld member,
            PairingLine line,
            Map<String, Where> places,
            List<Who> members,
            Set<String> known,
            Set<String> seen) {
        UUID id = Ids.next(clock);
        String name = line.name().strip();
        Where place = places.get(line.place().strip());
        UUID seat = seat(member, line.member().strip(), place, members);
        String wrong = null;
        String detail = "";
        if (name.isEmpty() || name.length() > Pair.NAME) {
            wrong = "name";
        } else if (place == null) {
            wrong = "place";
            detail = line.place();
        } else if (place.id.equals(TWO)) {
            wrong = "two-places";
            detail = line.place();
        } else if (seat == null) {
            wrong = "member";
            detail = line.member();
        } else if (seat.equals(TWO)) {
            wrong = "two-members";
            detail = line.member();
        } else if (known.contains(seat + name)) {
            wrong = "known";
        } else if (!seen.add(seat + name + place.id)) {
            wrong = "twice";
        }
        return new Read(
                id,
                line.line(),
                line.household(),
                name.length() > Pair.NAME ? name.substring(0, Pair.NAME) : name,
                place == null || place.id.equals(TWO) ? null : place,
                seat == null || seat.equals(TWO) ? null : seat,
                wrong,
                detail.length() > Pair.NAME ? detail.substring(0, Pair.NAME) : detail);
    }

    /** Whose line it is: who hands it in, or a member by name, first in the place itself. */
    private static @Nullable UUID seat(
            SeatHeld member, String name, @Nullable Where place, List<Who> members) {
        if (name.isEmpty() || name.equals(member.knownAs())) {
            return member.seat().value();
        }
        if (!HandOver.leads(member)) {
            return null;
        }
        List<Who> named = members.stream().filter(who -> who.name.equals(name)).toList();
        List<Who> here =
                named.stream().filter(who -> place != null && who.unit.equals(place.id)).toList();
        List<Who> meant = here.isEmpty() ? named : here;
        return meant.isEmpty() ? null : meant.size() > 1 ? TWO : meant.getFirst().seat;
    }

    /** The places of her branch by code and by name. */
    private Map<String, Where> places(SeatHeld member) {
        Map<String, Where> places = new HashMap<>();
        jdbc.sql(
                        "select id, province, name, code from network.place where position between ? and ? and closed_on is null and shown")
                .params(member.branch().first(), member.branch().last())
                .query(Where.class)
                .list()
                .forEach(where -> {
                    places.merge(
                            where.name,
                            where,
                            (one, other) -> new Where(TWO, one.province, one.name, null));
                    if (where.code != null) {
                        places.put(where.code, where);
                    }
                });
        return places;
    }

    private List<Who> members(SeatHeld member) {
        return jdbc.sql(
                        "select seat, unit, known_as as name from network.desk where position between ? and ?")
                .params(member.branch().first(), member.branch().last())
                .query(Who.class)
                .list();
    }

    /** Names that these seats hold already, paired or proposed. */
    private Set<String> known(List<Who> members) {
        UUID[] seats = members.stream().map(Who::seat).toArray(UUID[]::new);
        Set<String> known = new HashSet<>();
        jdbc.sql(
                        """
                        select p.seat, w.province, w.id, w.known_as, false as proposed from contact.pairing p
                        join contact.woman w on w.province = p.province and w.id = p.woman where p.seat = any (:seats)
                        union all
                        select q.seat, q.province, q.id, q.known_as, true from contact.proposed q where q.seat = any (:seats)
                        """)
                .param("seats", seats)
                .query(row -> {
                    var field = row.getBoolean("proposed") ? Written.PROPOSED_NAME : Written.NAME;
                    known.add(
                            row.getString("seat")
                                    + keys.openIfAny(
                                            field.in(
                                                    new Province(row.getShort("province")),
                                                    row.getObject("id", UUID.class)),
                                            row.getBytes("known_as")));
                });
        return known;
    }

    private void keep(short province, UUID id, List<Read> lines) {
        var of = new Province(province);
        jdbc.sql(
                        """
                        insert into contact.import_line (province, id, import, line, place, seat, household, known_as, wrong, detail)
                        select ?, n.id, ?, n.line, n.place, n.seat, n.household, n.name, n.wrong, n.detail
                        from unnest(cast(? as uuid[]), cast(? as int[]), cast(? as uuid[]), cast(? as uuid[]),
                          cast(? as boolean[]), cast(? as bytea[]), cast(? as text[]), cast(? as text[]))
                          n (id, line, place, seat, household, name, wrong, detail)
                        """)
                .param(province)
                .param(id)
                .param(lines.stream().map(Read::id).toArray(UUID[]::new))
                .param(lines.stream().map(Read::line).toArray(Integer[]::new))
                .param(
                        lines.stream()
                                .map(line -> line.place == null ? null : line.place.id)
                                .toArray(UUID[]::new))
                .param(lines.stream().map(Read::seat).toArray(UUID[]::new))
                .param(lines.stream().map(Read::household).toArray(Boolean[]::new))
                .param(
                        lines.stream()
                                .map(line ->
                                        keys.close(
                                                Written.IMPORTED_NAME.in(of, line.id), line.name))
                                .toArray(byte[][]::new))
                .param(lines.stream().map(Read::wrong).toArray(String[]::new))
                .param(lines.stream().map(Read::detail).toArray(String[]::new))
                .update();
    }

    /** The good lines become proposals; the file is forgotten. */
    @Transactional
    public void yes(SeatHeld member, UUID id, boolean withoutBad) {
        short province = member.place().province().number();
        Integer bad =
                jdbc.sql(
                                """
                                select bad from contact.import where province = ? and id = ? and seat = ? and state = 'CHECKED'
                                for update
                                """)
                        .params(province, id, member.seat().value())
                        .query(Integer.class)
                        .optional()
                        .orElseThrow(() -> Refused.because("contact.import.over"));
        if (bad > 0 && !withoutBad) {
            throw Refused.field("without-bad", "network.import.refused.bad-lines", bad);
        }
        List<Good> good =
                jdbc.sql(
                                """
                                select l.id, l.seat, l.place, l.household, l.known_as, p.province from contact.import_line l
                                join network.place p on p.id = l.place
                                where l.import = ? and l.province = ? and l.wrong is null order by l.line
                                """)
                        .params(id, province)
                        .query((row, n) ->
                                new Good(
                                        row.getShort("province"),
                                        row.getObject("seat", UUID.class),
                                        row.getObject("place", UUID.class),
                                        row.getBoolean("household"),
                                        keys.open(
                                                Written.IMPORTED_NAME.in(
                                                        new Province(province),
                                                        row.getObject("id", UUID.class)),
                                                row.getBytes("known_as"))))
                        .list();
        LocalDate lapses = agreed.after(agreed.today(), Plan.LAPSES, member.place().position());
        for (int from = 0; from < good.size(); from += AT_ONCE) {
            propose(id, good.subList(from, Math.min(from + AT_ONCE, good.size())), lapses);
        }
        jdbc.sql("delete from contact.import_line where import = ?").param(id).update();
        jdbc.sql("update contact.import set state = 'LAID' where province = ? and id = ?")
                .params(province, id)
                .update();
        records.enter(
                new Entry(
                        member.place().province(),
                        clock.instant(),
                        "contact.imported",
                        Door.PAGE,
                        member.seat(),
                        member.holder(),
                        member.place().id(),
                        null,
                        false,
                        null));
    }

    private void propose(UUID id, List<Good> lines, LocalDate lapses) {
        List<HerPage> made =
                lines.stream()
                        .map(line -> new HerPage(new Province(line.province), Ids.next(clock)))
                        .toList();
        byte[][] names = new byte[lines.size()][];
        for (int i = 0; i < names.length; i++) {
            HerPage page = Objects.requireNonNull(made.get(i));
            names[i] =
                    keys.close(
                            Written.PROPOSED_NAME.in(page.province(), page.woman()),
                            lines.get(i).name);
        }
        jdbc.sql(
                        """
                        insert into contact.proposed (province, id, seat, place, household, known_as, code_hash, import, proposed_at, lapses_on)
                        select n.province, n.id, n.seat, n.place, n.household, n.name, n.code, ?, ?, ?
                        from unnest(cast(? as smallint[]), cast(? as uuid[]), cast(? as uuid[]), cast(? as uuid[]),
                          cast(? as boolean[]), cast(? as bytea[]), cast(? as bytea[]))
                          n (province, id, seat, place, household, name, code)
                        """)
                .param(id)
                .param(Timestamp.from(clock.instant()))
                .param(lapses)
                .param(lines.stream().map(Good::province).toArray(Short[]::new))
                .param(made.stream().map(HerPage::woman).toArray(UUID[]::new))
                .param(lines.stream().map(Good::seat).toArray(UUID[]::new))
                .param(lines.stream().map(Good::place).toArray(UUID[]::new))
                .param(lines.stream().map(Good::household).toArray(Boolean[]::new))
                .param(names)
                .param(made.stream().map(pages::firstHash).toArray(byte[][]::new))
                .update();
    }
}
