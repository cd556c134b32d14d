package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.access.ReceiptCode;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.HerWords;
import niangjia.help.RequestId;
import niangjia.help.model.Form;
import niangjia.help.model.Kind;
import niangjia.help.model.Route;
import niangjia.help.model.Terms;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.people.Consents;
import niangjia.people.People;
import niangjia.records.Entry;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * She says what is wrong; the nearest desk that takes it stands behind it with its name and a
 * clock.
 */
@Component
public class AskForHelp {

    /** The longest story, in characters; more is told in the talk that follows. */
    public static final int LONGEST = 2000;

    /**
     * What she said.
     *
     * @param contact how to reach her, if she wishes
     * @param safeTime when and how it is safe
     * @param skipVillage her own village is not to see it
     * @param stayNear a sealed matter may stay in her village and township
     * @param notBy a name or a seat that must not see a sealed matter
     */
    public record Asked(
            UnitId place,
            String story,
            Kind kind,
            Form form,
            boolean danger,
            @Nullable String contact,
            @Nullable String safeTime,
            boolean skipVillage,
            boolean stayNear,
            @Nullable String notBy,
            Entry.Door door,
            @Nullable OnBehalf onBehalf) {}

    /** A member asks for her; she agreed aloud. */
    public record OnBehalf(SeatId seat, String knownAs, String notice) {}

    /**
     * Who will answer, shown before she sends; nobody where no seat is on duty up to the nation.
     *
     * @param by the first promise: when she hears from them
     */
    public record Outlook(Route route, Terms terms, @Nullable Instant by, Province province) {}

    /** What she gets: the way back, and the promise if somebody stands behind it. */
    public record Receipt(RequestId id, ReceiptCode code, String token, Outlook outlook) {}

    private final JdbcClient jdbc;
    private final Paths paths;
    private final Receipts receipts;
    private final Requests requests;
    private final LockedOut lockedOut;
    private final People people;
    private final Consents consents;
    private final Attachments attachments;
    private final Keys keys;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AskForHelp(
            JdbcClient jdbc,
            Paths paths,
            Receipts receipts,
            Requests requests,
            LockedOut lockedOut,
            People people,
            Consents consents,
            Attachments attachments,
            Keys keys,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.paths = paths;
        this.receipts = receipts;
        this.requests = requests;
        this.lockedOut = lockedOut;
        this.people = people;
        this.consents = consents;
        this.attachments = attachments;
        this.keys = keys;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Who would answer, if she sent it now. */
    public Outlook outlook(
            UnitId place,
            String told,
            Kind kind,
            boolean danger,
            boolean skipVillage,
            boolean stayNear,
            @Nullable String notBy) {
        return outlook(place, told, kind, danger, skipVillage, stayNear, notBy, clock.instant());
    }

    /** Whether the promise in question is counted in working time of the place. */
    public boolean countsWorkingTime(
            UnitId place, Kind kind, boolean danger, boolean firstContact) {
        Terms terms = paths.from(place, kind, danger).terms();
        return firstContact ? terms.firstContact().working() : terms.resolution().working();
    }

    private Outlook outlook(
            UnitId place,
            String told,
            Kind kind,
            boolean danger,
            boolean skipVillage,
            boolean stayNear,
            @Nullable String notBy,
            Instant now) {
        Paths.Upwards up = paths.from(place, kind, danger || kind.sealed());
        if (up.chain().isEmpty()) {
            throw Refused.field("place", "help.place.closed");
        }
        Set<SeatId> out = kind.sealed() ? lockedOut.beforehand(place, told, notBy) : Set.of();
        Route route = Route.along(up.chain(), kind.sealed(), skipVillage, stayNear, out);
        return new Outlook(
                route,
                up.terms(),
                route instanceof Route.To ? up.terms().firstContactDue(now) : null,
                new Province(up.province()));
    }

    public Receipt from(Asked asked) {
        return from(asked, List.of());
    }

    /**
     * @param files pictures and documents that come with her words
     */
    public Receipt from(Asked asked, List<Prepared> files) {
        String story = asked.story.strip();
        if (story.isEmpty()) {
            throw Refused.field("text", "help.story.empty");
        }
        if (story.codePointCount(0, story.length()) > LONGEST) {
            throw Refused.field("text", "help.story.long", LONGEST);
        }
        Instant now = clock.instant();
        boolean danger = asked.danger || asked.kind.sealed();
        Outlook outlook =
                outlook(
                        asked.place,
                        asked.onBehalf == null ? story : story + "\n" + asked.onBehalf.knownAs,
                        asked.kind,
                        danger,
                        asked.skipVillage,
                        asked.stayNear,
                        asked.notBy,
                        now);
        RequestId id = new RequestId(outlook.province, Ids.next(clock));
        ReceiptCode code = receipts.code(id, 1);
        if (asked.onBehalf == null && !asked.kind.sealed() && files.isEmpty()) {
            // One statement is a transaction of its own.
            write(asked, story, now, danger, outlook, id, code, null);
        } else {
            transaction.executeWithoutResult(status -> {
                write(asked, story, now, danger, outlook, id, code, agreed(asked, id));
                attachments.attach(HerWords.files(id, asked.kind.sealed()), null, true, files);
                if (asked.kind.sealed()) {
                    if (asked.notBy != null) {
                        lockedOut.sheSays(id, asked.place, asked.notBy);
                    }
                    lockedOut.seats(id, asked.place);
                    requests.tellOfSealing(id);
                }
            });
        }
        return new Receipt(id, code, receipts.token(id, 1), outlook);
    }

    private static final String WRITE =
            """
            with asked as (
              insert into help.request (province, id, number, code_hash, place, kind, form, danger, sealed,
                skip_village, stay_near, story, contact, safe_time, asked_at, door, woman, asked_by, stage,
                held_by, desk, overseer, why, passed, due_at, known_as)
              values (:province, :id, case when :sealed then null else nextval('help.number') end, :code,
                :place, :kind, :form, :danger, :sealed, :skip, :near, :story, :contact, :safe, :now, :door,
                :woman, :by, 'WAITING', :unit, :desk, :overseer, :why, :passed, :due, :known)
            ), clock as (
              insert into help.clock (province, request, what, due_at)
              select :province, :id, 'FIRST_CONTACT', :due where :due::timestamptz is not null
            ), counted as (
              insert into help.change (unit, day, asked, waiting) select :place, :day, 1, 1 where not :sealed
            ), gaps as (
              insert into help.gap (unit, kind, day)
              select u, :kind, :day from unnest(:passed::uuid[]) u where not :sealed order by u
              on conflict do nothing
            )
            select records.enter(:province, :entry, :now, :act, :door, :by, :woman, :unit, :id, :sealed, null),
              case when :desk::uuid is not null
                then messages.tell(:province, :message, :desk, :told, :id, :danger, :now) end
            """;

    /** The request, its promise, the log entry and the message, in one round trip. */
    private void write(
            Asked asked,
            String story,
            Instant now,
            boolean danger,
            Outlook outlook,
            RequestId id,
            ReceiptCode code,
            @Nullable PersonId woman) {
        boolean sealed = asked.kind.sealed();
        Route.To to = outlook.route instanceof Route.To found ? found : null;
        SeatId overseer = to == null ? null : to.overseer();
        jdbc.sql(WRITE)
                .param("province", id.province().number())
                .param("id", id.value())
                .param("code", receipts.hash(code))
                .param("place", asked.place.value())
                .param("kind", asked.kind.word())
                .param("form", asked.form.name())
                .param("danger", danger)
                .param("sealed", sealed)
                .param("skip", asked.skipVillage)
                .param("near", asked.stayNear)
                .param("story", keys.close(HerWords.of(HerWords.STORY, id, sealed), story))
                .param(
                        "contact",
                        keys.closeIfAny(HerWords.of(HerWords.CONTACT, id, sealed), asked.contact))
                .param(
                        "safe",
                        keys.closeIfAny(
                                HerWords.of(HerWords.SAFE_TIME, id, sealed), asked.safeTime))
                .param("now", Timestamp.from(now))
                .param("door", asked.door.name())
                .param("woman", woman == null ? null : woman.value())
                .param("by", asked.onBehalf == null ? null : asked.onBehalf.seat.value())
                .param("unit", to == null ? null : to.unit().value())
                .param("desk", to == null ? null : to.desk().value())
                .param("overseer", overseer == null ? null : overseer.value())
                .param("why", to == null ? "NOBODY" : to.why().name())
                .param("passed", units(outlook.route.passed()))
                .param("due", outlook.by == null ? null : Timestamp.from(outlook.by))
                .param(
                        "known",
                        sealed && asked.onBehalf != null
                                ? keys.close(
                                        HerWords.of(HerWords.KNOWN_AS, id, true),
                                        asked.onBehalf.knownAs)
                                : null)
                .param("act", asked.onBehalf == null ? "help.asked" : "help.asked-for-her")
                .param("day", LocalDate.ofInstant(now, WorkingTime.ZONE))
                .param("entry", Ids.next(clock))
                .param("message", Ids.next(clock))
                .param("told", sealed ? "help.told.sealed" : "help.told.new")
                .query()
                .singleRow();
    }

    /** Of a sealed matter nothing stands with a person: it is kept and erased by itself. */
    private @Nullable PersonId agreed(Asked asked, RequestId id) {
        OnBehalf onBehalf = asked.onBehalf;
        if (onBehalf == null) {
            return null;
        }
        if (asked.kind.sealed()) {
            consents.agreedAloud(id.province(), id.value(), Consents.SPOKEN_FOR, onBehalf.seat);
            return null;
        }
        PersonId woman = people.meet(id.province(), onBehalf.knownAs, asked.contact);
        people.agreedAloud(
                id.province(), woman, Consents.SPOKEN_FOR, onBehalf.notice, onBehalf.seat);
        return woman;
    }

    private static UUID[] units(List<UnitId> units) {
        return units.stream().map(UnitId::value).toArray(UUID[]::new);
    }
}
