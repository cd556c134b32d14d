package niangjia.contact.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.contact.VisitMade;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Pairing;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.AskForHer;
import niangjia.help.HerWords;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.RequestKinds;
import niangjia.network.SeatHeld;
import niangjia.network.Signs;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Going there: whom she met, how the woman is in her own words, what she needs, when next. What
 * should be kept sealed is never written here.
 */
@Component
public class Visits {

    /** The longest sentence, in characters. */
    public static final int LONGEST = 300;

    /** How long what was made on the way counts for a seat that has handed the pairing on. */
    private static final int ON_THE_WAY_DAYS = 30;

    /**
     * What a member writes down.
     *
     * @param id made where it was typed; the same one is the same visit
     * @param need a kind of request; none: she needs nothing
     * @param agrees she agreed aloud that it becomes a request now; else the need is known and no
     *     more
     * @param safely what keeps her safe if the request is sealed
     * @param next the day of the next visit; none: as is agreed
     */
    public record Made(
            UUID id,
            UUID pairing,
            Instant at,
            Found found,
            String words,
            @Nullable String need,
            boolean agrees,
            AskForHer.Safely safely,
            @Nullable LocalDate next) {

        public Made(
                UUID id,
                UUID pairing,
                Instant at,
                Found found,
                String words,
                @Nullable String need,
                boolean agrees,
                @Nullable LocalDate next) {
            this(id, pairing, at, found, words, need, agrees, AskForHer.Safely.UNSAID, next);
        }
    }

    /**
     * What was kept.
     *
     * @param asked the request that it became
     * @param successor the pairing had been handed on meanwhile
     */
    public record Kept(UUID visit, AskForHer.@Nullable Asked asked, boolean successor) {}

    /** What became of a correction. */
    public sealed interface Corrected {
        record Done(UUID visit) implements Corrected {}

        /** It stood there already. */
        record Same(UUID visit) implements Corrected {}

        /** Another corrected it meanwhile: both stand. */
        record Both(UUID visit, UUID conflict) implements Corrected {}
    }

    private record Visit(
            Province province,
            UUID id,
            @Nullable UUID pairing,
            SeatId seat,
            Instant at,
            Found found,
            String words,
            int version) {}

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final Agreed agreed;
    private final AskForHer askForHer;
    private final RequestKinds kinds;
    private final Network network;
    private final Sums sums;
    private final Signs signs;
    private final Messages messages;
    private final Records records;
    private final Keys keys;
    private final Attachments attachments;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Visits(
            JdbcClient jdbc,
            Pairings pairings,
            Agreed agreed,
            AskForHer askForHer,
            RequestKinds kinds,
            Network network,
            Sums sums,
            Signs signs,
            Messages messages,
            Records records,
            Keys keys,
            Attachments attachments,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.agreed = agreed;
        this.askForHer = askForHer;
        this.kinds = kinds;
        this.network = network;
        this.sums = sums;
        this.signs = signs;
        this.messages = messages;
        this.records = records;
        this.keys = keys;
        this.attachments = attachments;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public Kept made(SeatHeld member, Made made, Door door) {
        return made(member, made, List.of(), door);
    }

    /**
     * @param files what came with it, of whom it shows and with her consent; never a proof that
     *     somebody was there
     */
    @Transactional
    public Kept made(SeatHeld member, Made made, List<Prepared> files, Door door) {
        Optional<Pairings.Row> held = pairings.held(member.seat(), made.pairing);
        if (held.isEmpty() || made.agrees) {
            // Sent again after it went to another seat, or it would be asked again.
            Optional<Kept> before = before(member, made.id);
            if (before.isPresent()) {
                return before.get();
            }
        }
        Way way = way(held, member.seat(), made.pairing);
        Pairings.Row row = way.row;
        boolean handedOn = way.handedOn;
        String words = words(made.words);
        String need = need(made);
        Instant at = notAhead(made.at);
        LocalDate day = LocalDate.ofInstant(at, WorkingTime.ZONE);
        Place unit = unit(member, row);
        LocalDate proposed = proposed(made, day, unit);
        Pairing now = row.pairing().wentThere(at, made.found, proposed);
        AskForHer.Asked asked =
                need == null || !made.agrees
                        ? null
                        : askForHer.ask(
                                made.id,
                                member,
                                placeOf(row, unit),
                                name(row.page()),
                                words.isEmpty() ? needed() : words,
                                need,
                                made.safely);
        boolean sealed = asked != null && asked.sealed();
        if (!sealed && asked == null && askForHer.wouldBeSealed(null, words)) {
            throw Refused.field("words", "contact.visit.sealed-words");
        }
        var told =
                new Told(
                        row.province(),
                        made.id,
                        row.id(),
                        null,
                        member.seat(),
                        at,
                        made.found,
                        sealed ? "" : words,
                        sealed ? null : need,
                        asked == null || sealed ? null : asked.id().value());
        if (!files.isEmpty() && sealed) {
            throw Refused.field(Attachments.FIELD, "contact.visit.sealed-files");
        }
        if (!files.isEmpty() && !made.found.contact()) {
            throw Refused.field(Attachments.FIELD, "contact.visit.nobody-files");
        }
        if (!insert(told, now)) {
            // Its second time.
            return before(member, made.id)
                    .orElseThrow(() -> new IllegalStateException("somebody else's visit"));
        }
        attachments.attach(Written.files(row.page()), made.id, true, files);
        SeatId holder = row.pairing().seat();
        counted(member.place().id(), made.found, at, 1);
        signs.seen(member.place().id(), clock.instant());
        enter(row.page(), row.unit(), "contact.visited", member, door);
        if (handedOn) {
            messages.tell(
                    row.province(),
                    new Messages.To.Seat(holder),
                    "contact.told.visited-before-you",
                    null,
                    false);
        }
        if (made.found.contact()) {
            events.publishEvent(
                    new VisitMade(
                            row.province(),
                            made.id,
                            row.id(),
                            member.seat(),
                            member.place().id(),
                            at));
        }
        return new Kept(made.id, asked, handedOn);
    }

    /** Nearly always her own, which is known. */
    private Place unit(SeatHeld member, Pairings.Row row) {
        return row.unit().equals(member.place().id())
                ? member.place()
                : network.place(row.unit()).orElseThrow();
    }

    private static String needed() {
        throw Refused.field("words", "contact.need.words");
    }

    private @Nullable String need(Made made) {
        String need = made.need;
        if (need == null || need.isEmpty()) {
            return null;
        }
        if (!kinds.words().contains(need) || !made.found.contact()) {
            throw Refused.field("need", "contact.need.kind");
        }
        if (!made.agrees && askForHer.wouldBeSealed(need, made.words)) {
            throw Refused.field("words", "contact.visit.sealed-words");
        }
        return need;
    }

    private LocalDate proposed(Made made, LocalDate day, Place unit) {
        LocalDate next = made.next;
        if (next != null) {
            if (next.isBefore(agreed.today()) || next.isAfter(agreed.today().plusYears(2))) {
                throw Refused.field("next", "contact.visit.next-day");
            }
            return next;
        }
        return agreed.after(day, made.found.contact() ? Plan.NEXT : Plan.AGAIN, unit.position());
    }

    /** A need that shows itself later, or by itself: it becomes a request, with her consent. */
    @Transactional
    public AskForHer.Asked need(
            SeatHeld member,
            UUID token,
            UUID pairing,
            String words,
            @Nullable String kind,
            boolean agrees,
            AskForHer.Safely safely) {
        Way way = way(pairings.held(member.seat(), pairing), member.seat(), pairing);
        if (!agrees) {
            throw Refused.field("agrees", "contact.need.consent");
        }
        if (kind != null && !kinds.words().contains(kind)) {
            throw Refused.field("need", "contact.need.kind");
        }
        String said = words(words);
        Pairings.Row row = way.row;
        Place unit = unit(member, row);
        return askForHer.ask(
                token,
                member,
                placeOf(row, unit),
                name(row.page()),
                said.isEmpty() ? needed() : said,
                kind,
                safely);
    }

    /**
     * What a visit told becomes a request, in one tap and with her consent; if it is sealed, words
     * and pictures go along and nothing of either stays here.
     */
    @Transactional
    public AskForHer.Asked becomesRequest(
            SeatHeld member,
            UUID visit,
            @Nullable String kind,
            boolean agrees,
            AskForHer.Safely safely) {
        Visit told = locked(member.seat(), visit);
        UUID pairing = told.pairing;
        if (pairing == null || told.words.isEmpty()) {
            throw Refused.because("contact.need.words");
        }
        AskForHer.Asked asked = need(member, visit, pairing, told.words, kind, agrees, safely);
        jdbc.sql(
                        "update contact.visit set request = ?, need = coalesce(need, ?), words = ? where province = ? and id = ?")
                .param(asked.sealed() ? null : asked.id().value())
                .param(asked.sealed() ? null : kind)
                .param(asked.sealed() ? null : closed(told.province, visit, told.words))
                .param(told.province.number())
                .param(visit)
                .update();
        if (asked.sealed()) {
            pairings.one(told.province, pairing)
                    .ifPresent(row ->
                            attachments.handOver(
                                    Written.files(row.page()),
                                    visit,
                                    HerWords.files(asked.id(), true)));
        }
        return asked;
    }

    /** A day at a point of contact is a visit like any other. */
    @Transactional
    public void atPoint(
            SeatHeld member, Province province, UUID point, UUID id, Instant at, String words) {
        if (before(member, id).isPresent()) {
            return;
        }
        String said = words(words);
        if (askForHer.wouldBeSealed(null, said)) {
            throw Refused.field("words", "contact.visit.sealed-words");
        }
        Instant when = notAhead(at);
        insert(
                new Told(
                        province,
                        id,
                        null,
                        point,
                        member.seat(),
                        when,
                        Found.SAW,
                        said,
                        null,
                        null),
                null);
        counted(member.place().id(), Found.SAW, when, 1);
        signs.seen(member.place().id(), clock.instant());
        records.enter(
                new Entry(
                        province,
                        clock.instant(),
                        "contact.at-point",
                        Door.PAGE,
                        member.seat(),
                        member.holder(),
                        member.place().id(),
                        point,
                        false,
                        null));
    }

    /**
     * What was written is put right by who wrote it.
     *
     * @param correction made where it was typed; the same one is the same correction
     * @param seen the version that was put right
     */
    @Transactional
    public Corrected correct(
            SeatHeld member,
            UUID correction,
            UUID visit,
            int seen,
            Found found,
            String words,
            Instant madeAt,
            Door door) {
        if (conflict(correction).isPresent()) {
            return new Corrected.Both(visit, correction);
        }
        Visit there = locked(member.seat(), visit);
        String said = words(words);
        if (askForHer.wouldBeSealed(null, said)) {
            throw Refused.field("words", "contact.visit.sealed-words");
        }
        if (there.found == found && there.words.equals(said)) {
            return new Corrected.Same(visit);
        }
        if (there.version != seen) {
            jdbc.sql(
                            """
                            insert into contact.conflict (province, id, visit, found, words, seat, made_at, at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(there.province.number())
                    .param(correction)
                    .param(visit)
                    .param(found.name())
                    .param(
                            said.isEmpty()
                                    ? null
                                    : keys.close(
                                            Written.SECOND.in(there.province, correction), said))
                    .param(member.seat().value())
                    .param(Timestamp.from(notAhead(madeAt)))
                    .param(Timestamp.from(clock.instant()))
                    .update();
            return new Corrected.Both(visit, correction);
        }
        put(member, there, found, said, door);
        return new Corrected.Done(visit);
    }

    /** Of two values one counts from now on; the other stays closed where it is. */
    @Transactional
    public void choose(SeatHeld member, UUID conflict, boolean second) {
        Second other =
                conflict(conflict)
                        .filter(one -> one.seat.equals(member.seat()) && !one.decided)
                        .orElseThrow(() -> Refused.because("contact.conflict.over"));
        Visit there = locked(member.seat(), other.visit);
        jdbc.sql(
                        "update contact.conflict set decided_at = ?, chosen = ? where province = ? and id = ?")
                .params(
                        Timestamp.from(clock.instant()),
                        second ? "SECOND" : "FIRST",
                        other.province.number(),
                        conflict)
                .update();
        if (second) {
            put(member, there, other.found, other.words, Door.PAGE);
        }
    }

    private record Second(
            Province province,
            UUID visit,
            SeatId seat,
            Found found,
            String words,
            boolean decided) {}

    private Optional<Second> conflict(UUID id) {
        return jdbc.sql(
                        "select province, visit, seat, found, words, decided_at is not null as decided from contact.conflict where id = ?")
                .param(id)
                .query((row, n) -> {
                    var province = new Province(row.getShort("province"));
                    return new Second(
                            province,
                            row.getObject("visit", UUID.class),
                            new SeatId(row.getObject("seat", UUID.class)),
                            Found.valueOf(row.getString("found")),
                            Objects.requireNonNullElse(
                                    keys.openIfAny(
                                            Written.SECOND.in(province, id), row.getBytes("words")),
                                    ""),
                            row.getBoolean("decided"));
                })
                .optional();
    }

    private void put(SeatHeld member, Visit there, Found found, String words, Door door) {
        jdbc.sql(
                        """
                        update contact.visit set found = :found, words = :words, version = version + 1,
                          need = case when :found = 'NOBODY' then null else need end
                        where province = :province and id = :id
                        """)
                .param("found", found.name())
                .param("words", words.isEmpty() ? null : closed(there.province, there.id, words))
                .param("province", there.province.number())
                .param("id", there.id)
                .update();
        UUID pairing = there.pairing;
        if (pairing == null) {
            return;
        }
        if (found.contact() != there.found.contact()) {
            counted(unitOf(there.seat), there.found, there.at, -1);
            counted(unitOf(there.seat), found, there.at, 1);
            jdbc.sql(
                            """
                            update contact.pairing p set visited_at = (select max(v.at) from contact.visit v
                              where v.province = p.province and v.pairing = p.id and v.found <> 'NOBODY')
                            where p.province = ? and p.id = ?
                            """)
                    .params(there.province.number(), pairing)
                    .update();
        }
        pairings.one(there.province, pairing)
                .ifPresent(row -> enter(row.page(), row.unit(), "contact.corrected", member, door));
    }

    private UnitId unitOf(SeatId seat) {
        return new UnitId(
                jdbc.sql("select unit from network.chair where seat = ?")
                        .param(seat.value())
                        .query(UUID.class)
                        .single());
    }

    private Visit locked(SeatId seat, UUID visit) {
        return jdbc.sql(
                        """
                        select province, pairing, at, found, words, version from contact.visit
                        where seat = ? and id = ? for update
                        """)
                .params(seat.value(), visit)
                .query((row, n) -> {
                    var province = new Province(row.getShort("province"));
                    return new Visit(
                            province,
                            visit,
                            row.getObject("pairing", UUID.class),
                            seat,
                            row.getTimestamp("at").toInstant(),
                            Found.valueOf(row.getString("found")),
                            Objects.requireNonNullElse(
                                    keys.openIfAny(
                                            Written.VISIT.in(province, visit),
                                            row.getBytes("words")),
                                    ""),
                            row.getInt("version"));
                })
                .optional()
                .orElseThrow(() -> Refused.because("contact.refused.not-there"));
    }

    private record Way(Pairings.Row row, boolean handedOn) {}

    /**
     * The pairing that the seat holds, or held until lately: what was written on the way goes to
     * its successor.
     */
    private Way way(Optional<Pairings.Row> held, SeatId seat, UUID pairing) {
        if (held.isPresent()) {
            return new Way(held.get(), false);
        }
        Timestamp earliest =
                Timestamp.from(clock.instant().minusSeconds(ON_THE_WAY_DAYS * 86_400L));
        return jdbc.sql(
                        "select province, pairing from contact.handed where from_seat = ? and pairing = ? and at > ?"
                                + " order by at desc limit 1")
                .params(seat.value(), pairing, earliest)
                .query((row, n) -> new Province(row.getShort("province")))
                .optional()
                .flatMap(province -> goesOnAs(province, pairing))
                .map(row -> new Way(row, true))
                .orElseThrow(() -> Refused.because(whyNot(seat, pairing)));
    }

    /** It, or the one that it became. */
    private Optional<Pairings.Row> goesOnAs(Province province, UUID pairing) {
        Optional<Pairings.Row> itself = pairings.one(province, pairing);
        return itself.isPresent()
                ? itself
                : jdbc.sql(
                                "select \"into\" from contact.past_pairing where province = ? and id = ? and how = 'ONE_OF_TWO'")
                        .params(province.number(), pairing)
                        .query(UUID.class)
                        .optional()
                        .flatMap(other -> pairings.one(province, other));
    }

    /** What the seat is told of a pairing that it does not hold. */
    private String whyNot(SeatId seat, UUID pairing) {
        return jdbc.sql("select how from contact.past_pairing where seat = ? and id = ?")
                .params(seat.value(), pairing)
                .query(String.class)
                .optional()
                .map(how ->
                        how.equals("HERS") || how.equals("ERASED")
                                ? "contact.refused.ended-by-her"
                                : "contact.refused.ended")
                .orElse("contact.refused.not-there");
    }

    private Optional<Kept> before(SeatHeld member, UUID visit) {
        return jdbc.sql("select true from contact.visit where seat = ? and id = ?")
                .params(member.seat().value(), visit)
                .query(Boolean.class)
                .optional()
                .map(there -> new Kept(visit, null, false));
    }

    /** A visit as it is written: to a household, or at a point. */
    private record Told(
            Province province,
            UUID id,
            @Nullable UUID pairing,
            @Nullable UUID point,
            SeatId seat,
            Instant at,
            Found found,
            String words,
            @Nullable String need,
            @Nullable UUID request) {}

    /**
     * A visit, and with it the days of its pairing: one statement, since a phone brings twenty.
     *
     * @param now the pairing after it; none: it was at a point
     * @return whether it is new
     */
    private boolean insert(Told told, @Nullable Pairing now) {
        Instant visited = now == null ? null : now.visited();
        return jdbc.sql(
                                """
                                with told as (
                                  insert into contact.visit (province, id, pairing, point, seat, at, found, words, need, request)
                                  values (:province, :id, :pairing, :point, :seat, :at, :found, :words, :need, :request)
                                  on conflict (province, id) do nothing returning province, pairing),
                                moved as (
                                  update contact.pairing p set visited_at = :visited, next_on = :next from told
                                  where p.province = told.province and p.id = told.pairing)
                                select count(*) from told
                                """)
                        .param("province", told.province.number())
                        .param("id", told.id)
                        .param("pairing", told.pairing)
                        .param("point", told.point)
                        .param("seat", told.seat.value())
                        .param("at", Timestamp.from(told.at))
                        .param("found", told.found.name())
                        .param(
                                "words",
                                told.words.isEmpty()
                                        ? null
                                        : closed(told.province, told.id, told.words))
                        .param("need", told.need)
                        .param("request", told.request)
                        .param("visited", visited == null ? null : Timestamp.from(visited))
                        .param("next", now == null ? null : now.next())
                        .query(Long.class)
                        .single()
                == 1;
    }

    private byte[] closed(Province province, UUID visit, String words) {
        return keys.close(Written.VISIT.in(province, visit), words);
    }

    private void counted(UnitId unit, Found found, Instant at, long amount) {
        sums.add(unit, Counted.of(found.contact(), at), amount);
    }

    private Instant notAhead(Instant at) {
        Instant now = clock.instant();
        return at.isAfter(now) ? now : at;
    }

    private UnitId placeOf(Pairings.Row row, Place unit) {
        return jdbc.sql("select place from contact.woman where province = ? and id = ?")
                .params(row.province().number(), row.woman())
                .query(UUID.class)
                .optional()
                .map(UnitId::new)
                .orElse(unit.id());
    }

    private String name(HerPage page) {
        return jdbc.sql("select known_as from contact.woman where province = ? and id = ?")
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        Optional.ofNullable(
                                keys.openIfAny(
                                        Written.NAME.in(page.province(), page.woman()),
                                        row.getBytes("known_as"))))
                .optional()
                .flatMap(known -> known)
                .orElseThrow(() -> Refused.because("contact.need.nameless"));
    }

    private void enter(HerPage page, UnitId unit, String act, SeatHeld member, Door door) {
        pairings.enter(page, unit, act, member.branch(), door);
    }

    private static String words(String typed) {
        String words = typed.strip();
        if (words.length() > LONGEST) {
            throw Refused.field("words", "contact.visit.long", LONGEST);
        }
        return words;
    }

    /** An id for what is typed on a page. */
    public UUID newId() {
        return Ids.next(clock);
    }
}
