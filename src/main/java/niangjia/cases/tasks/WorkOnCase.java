package niangjia.cases.tasks;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import niangjia.cases.CaseWords;
import niangjia.cases.model.Gravity;
import niangjia.cases.model.Option;
import niangjia.cases.model.What;
import niangjia.cases.model.WhoSees;
import niangjia.cases.queries.CaseFile;
import niangjia.cases.tasks.OnCase.On;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.SealedMatters;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.people.Consents;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What those on a sealed matter do; each verb is one transaction and one entry of the intake log,
 * and a matter that she is not on is not there.
 */
@Component
public class WorkOnCase {

    /** How long a reason for opening is enough. */
    static final Duration REASON_HOLDS = Duration.ofMinutes(15);

    /** The court decides on a protection order in three days, in urgent cases in one. */
    static final Duration COURT = Duration.ofHours(72);

    static final Duration COURT_URGENT = Duration.ofHours(24);

    /** A review of how grave it is lies at most so far ahead. */
    static final int LONGEST_REVIEW_DAYS = 90;

    /** A citizen's number or a telephone: neither belongs in a report of harm to a child. */
    private static final Pattern IDENTITY =
            Pattern.compile("(?<!\\d)(\\d{17}[\\dXx]|1\\d{10})(?!\\d)");

    private final JdbcClient jdbc;
    private final OnCase cases;
    private final SealedMatters matters;
    private final IntakeLog log;
    private final Network network;
    private final Messages messages;
    private final Consents consents;
    private final Keys keys;
    private final Attachments attachments;
    private final Clock clock;

    WorkOnCase(
            JdbcClient jdbc,
            OnCase cases,
            SealedMatters matters,
            IntakeLog log,
            Network network,
            Messages messages,
            Consents consents,
            Keys keys,
            Attachments attachments,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.matters = matters;
        this.log = log;
        this.network = network;
        this.messages = messages;
        this.consents = consents;
        this.keys = keys;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** Who is not the holder says why she opens it; the reason stands in the intake log. */
    @Transactional
    public void giveReason(Scope.Branch who, UUID matter, String reason) {
        On on = cases.on(who, matter);
        jdbc.sql(
                        "insert into cases.opening (province, matter, seat, person, until) values (?, ?, ?, ?, ?)"
                                + " on conflict (province, matter, seat, person) do update set until = excluded.until")
                .param(on.id().province().number())
                .param(matter)
                .param(who.seat().value())
                .param(who.person().value())
                .param(Timestamp.from(clock.instant().plus(REASON_HOLDS)))
                .update();
        cases.done(on, who, What.REASON, reason);
    }

    @Transactional
    public void note(Scope.Branch who, UUID matter, String words) {
        note(who, matter, words, List.of());
    }

    /**
     * With files: the entry says by their hash which they are, and so the log's own covers them.
     */
    @Transactional
    public void note(Scope.Branch who, UUID matter, String words, List<Prepared> files) {
        On on = cases.open(who, matter);
        String said =
                files.stream()
                        .map(file -> "\n" + file.kind() + " SHA-256 " + file.hash())
                        .collect(Collectors.joining("", words, ""))
                        .strip();
        UUID entry = cases.done(on, who, What.NOTE, said);
        attachments.attach(CaseWords.files(on.id()), entry, false, files);
    }

    /**
     * Names a seat and who sits in it today; only who holds the matter or stands above does.
     *
     * @param near she wishes that it may be somebody of her village or township
     */
    @Transactional
    public void name(Scope.Branch who, UUID matter, SeatId seat, boolean near) {
        On on = cases.leading(who, matter);
        SeatHeld held = mayGet(on, who, seat, near);
        jdbc.sql(
                        """
                        insert into cases.named (province, matter, seat, person, since)
                        select :province, :matter, :seat, :person, :now where not exists (select from cases.named
                          where province = :province and matter = :matter and seat = :seat and person = :person
                            and until is null)
                        """)
                .param("province", on.id().province().number())
                .param("matter", matter)
                .param("seat", seat.value())
                .param("person", held.holder().value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        messages.tell(
                on.id().province(), new Messages.To.Seat(seat), "cases.told.named", matter, false);
        cases.done(on, who, What.NAMED, held.knownAs());
    }

    @Transactional
    public void unname(Scope.Branch who, UUID matter, SeatId seat) {
        On on = cases.leading(who, matter);
        jdbc.sql(
                        "update cases.named set until = ? where province = ? and matter = ? and seat = ? and until is null")
                .param(Timestamp.from(clock.instant()))
                .param(on.id().province().number())
                .param(matter)
                .param(seat.value())
                .update();
        cases.done(on, who, What.UNNAMED, knownAs(seat));
    }

    /** She says that she is related: the matter goes up at once, and no list says why. */
    @Transactional
    public void stepAside(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        jdbc.sql(
                        "update cases.named set until = ? where province = ? and matter = ? and person = ? and until is null")
                .param(Timestamp.from(clock.instant()))
                .param(on.id().province().number())
                .param(matter)
                .param(who.person().value())
                .update();
        cases.endOffers(on.id(), "WITHDRAWN", clock.instant());
        cases.done(on, who, What.TAKEN_OVER, "");
        matters.stepAside(who, on.id());
    }

    /**
     * How far an option has come.
     *
     * @param herWish she wishes it: without that nothing is under way, and of mediation nothing is
     *     even spoken
     */
    @Transactional
    public void option(
            Scope.Branch who, UUID matter, Option what, Option.State state, boolean herWish) {
        On on = cases.open(who, matter);
        boolean wished =
                herWish
                        || jdbc.sql(
                                        "select exists (select from cases.option where province = ? and matter = ? and"
                                                + " what = ? and state <> 'OFFERED')")
                                .params(on.id().province().number(), matter, what.name())
                                .query(Boolean.class)
                                .single();
        if (state != Option.State.OFFERED && !wished) {
            throw Refused.field("wish", "cases.option.her-wish");
        }
        if (what == Option.MEDIATION && state == Option.State.OFFERED) {
            throw Refused.field("wish", "cases.option.mediation");
        }
        jdbc.sql(
                        "insert into cases.option (province, matter, what, state, on_day) values (?, ?, ?, ?, ?) on"
                                + " conflict (province, matter, what) do update set state = excluded.state, on_day ="
                                + " excluded.on_day")
                .param(on.id().province().number())
                .param(matter)
                .param(what.name())
                .param(state.name())
                .param(Date.valueOf(today()))
                .update();
        if (what == Option.PROTECTION_ORDER && state == Option.State.DONE) {
            endClocks(on.id(), "PROTECTION_ORDER%");
        }
        cases.done(on, who, What.OPTION, what + " " + state);
    }

    /** The application for a protection order is filed: from now on the court's clock runs. */
    @Transactional
    public void file(
            Scope.Branch who, UUID matter, boolean urgent, boolean onHerBehalf, boolean herWish) {
        if (!herWish) {
            throw Refused.field("wish", "cases.option.her-wish");
        }
        option(who, matter, Option.PROTECTION_ORDER, Option.State.UNDER_WAY, true);
        On on = cases.open(who, matter);
        endClocks(on.id(), "PROTECTION_ORDER%");
        startClock(
                on.id(),
                urgent ? "PROTECTION_ORDER_URGENT" : "PROTECTION_ORDER",
                urgent ? COURT_URGENT : COURT);
        cases.done(on, who, What.FILED, (urgent ? "24 h" : "72 h") + (onHerBehalf ? " +" : ""));
    }

    /** How she stays safe. */
    @Transactional
    public void plan(Scope.Branch who, UUID matter, String plan) {
        On on = cases.open(who, matter);
        jdbc.sql("update cases.matter set plan = ? where province = ? and id = ?")
                .param(keys.close(CaseWords.of(CaseWords.PLAN, on.id()), plan))
                .param(on.id().province().number())
                .param(matter)
                .update();
        cases.done(on, who, What.PLAN, plan);
    }

    /**
     * The agreed way and time to reach her; from now on what she gave before, here or when she
     * asked, is shown to nobody who might use it.
     */
    @Transactional
    public void reach(Scope.Branch who, UUID matter, String reach) {
        On on = cases.open(who, matter);
        jdbc.sql("update cases.matter set reach = ? where province = ? and id = ?")
                .param(keys.close(CaseWords.of(CaseWords.REACH, on.id()), reach))
                .param(on.id().province().number())
                .param(matter)
                .update();
        cases.done(on, who, What.REACH, reach);
    }

    /** How grave the matter is, and when that is looked at again. */
    @Transactional
    public void gravity(Scope.Branch who, UUID matter, Gravity gravity, LocalDate review) {
        On on = cases.open(who, matter);
        if (!review.isAfter(today()) || review.isAfter(today().plusDays(LONGEST_REVIEW_DAYS))) {
            throw Refused.field("review", "cases.gravity.review", LONGEST_REVIEW_DAYS);
        }
        jdbc.sql(
                        "update cases.matter set gravity = ?, review_on = ?, review_told = false where province = ? and"
                                + " id = ?")
                .param(gravity.name())
                .param(Date.valueOf(review))
                .param(on.id().province().number())
                .param(matter)
                .update();
        cases.done(on, who, What.GRAVITY, gravity + " " + review);
    }

    /** Harm to a child was reported; who the child is stands neither here nor in the report. */
    @Transactional
    public void report(Scope.Branch who, UUID matter, String words) {
        On on = cases.open(who, matter);
        if (!on.kind().equals("child-harm")) {
            throw new NotHere();
        }
        if (IDENTITY.matcher(words.replaceAll("[\\s-]", "")).find()) {
            throw Refused.field("words", "cases.report.identity");
        }
        jdbc.sql("update cases.matter set reported_at = ? where province = ? and id = ?")
                .params(Timestamp.from(clock.instant()), on.id().province().number(), matter)
                .update();
        endClocks(on.id(), "CHILD_REPORT");
        cases.done(on, who, What.REPORTED, words);
    }

    /** The holder thinks that it should rest without her word; a second person has to agree. */
    @Transactional
    public void askForRest(Scope.Branch who, UUID matter, String why) {
        On on = cases.open(who, matter);
        if (!on.holder()) {
            throw Refused.because("cases.refused.holder");
        }
        jdbc.sql(
                        "update cases.matter set rest_asked_by = ?, rest_asked_person = ?, rested_by = null,"
                                + " rested_person = null where province = ? and id = ?")
                .params(
                        who.seat().value(),
                        who.person().value(),
                        on.id().province().number(),
                        matter)
                .update();
        if (on.above() != null) {
            messages.tell(
                    on.id().province(),
                    new Messages.To.Seat(new SeatId(on.above())),
                    "cases.told.look",
                    matter,
                    false);
        }
        cases.done(on, who, What.REST_ASKED, why);
    }

    /** The seat above, another person, agrees that it rests. It is not solved by that. */
    @Transactional
    public void confirmRest(Scope.Branch who, UUID matter) {
        On on = cases.open(who, matter);
        if (!on.overseer()
                || on.restAskedPerson() == null
                || on.restAskedPerson().equals(who.person().value())) {
            throw Refused.because("cases.refused.second");
        }
        jdbc.sql(
                        "update cases.matter set rested_by = ?, rested_person = ? where province = ? and id = ?")
                .param(who.seat().value())
                .param(who.person().value())
                .param(on.id().province().number())
                .param(matter)
                .update();
        matters.rest(on.id());
        cases.done(on, who, What.RESTED, "");
    }

    /** It goes on. */
    @Transactional
    public void goOn(Scope.Branch who, UUID matter) {
        On on = cases.open(who, matter);
        jdbc.sql(
                        "update cases.matter set rest_asked_by = null, rest_asked_person = null, rested_by = null,"
                                + " rested_person = null where province = ? and id = ?")
                .params(on.id().province().number(), matter)
                .update();
        matters.goOn(on.id());
        cases.done(on, who, What.GOES_ON, "");
    }

    /**
     * With her consent another seat is asked to take it; that seat sees the outline only. That she
     * agreed stands on her page, where she takes it back in one tap.
     *
     * @param near she wishes that it may be somebody of her village or township
     */
    @Transactional
    public void refer(Scope.Branch who, UUID matter, SeatId next, boolean sheAgrees, boolean near) {
        On on = cases.open(who, matter);
        if (!on.holder()) {
            throw Refused.because("cases.refused.holder");
        }
        if (!sheAgrees) {
            throw Refused.field("wish", "cases.refer.consent");
        }
        SeatHeld held = mayGet(on, who, next, near);
        if (next.equals(who.seat())) {
            throw Refused.field("next", "help.next.nobody");
        }
        cases.endOffers(on.id(), "WITHDRAWN", clock.instant());
        jdbc.sql(
                        "insert into cases.referral (province, matter, id, seat, person, offered_by, offered_person,"
                                + " offered_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(on.id().province().number())
                .param(matter)
                .param(Ids.next(clock))
                .param(next.value())
                .param(held.holder().value())
                .param(who.seat().value())
                .param(who.person().value())
                .param(Timestamp.from(clock.instant()))
                .update();
        consents.agreedAloud(on.id().province(), matter, Consents.HANDED_ON, who.seat());
        messages.tell(
                on.id().province(), new Messages.To.Seat(next), "cases.told.offered", matter, true);
        cases.done(on, who, What.OFFERED, held.knownAs());
    }

    /** Nobody is asked any more; who was sees nothing of it again. */
    @Transactional
    public void withdraw(Scope.Branch who, UUID matter) {
        On on = cases.open(who, matter);
        if (!on.holder()) {
            throw Refused.because("cases.refused.holder");
        }
        if (cases.endOffers(on.id(), "WITHDRAWN", clock.instant()) > 0) {
            cases.done(on, who, What.WITHDRAWN, "");
        }
    }

    /** The seat that was asked takes it: from now on it is hers, and no longer the former one's. */
    @Transactional
    public void accept(Scope.Branch who, UUID matter) {
        RequestId id = answered(who, matter, "ACCEPTED");
        jdbc.sql(
                        "update cases.named set until = ? where province = ? and matter = ? and until is null")
                .params(Timestamp.from(clock.instant()), id.province().number(), matter)
                .update();
        matters.handOver(id, who.seat());
        log.enter(id, who, What.ACCEPTED, "", "cases.worked");
    }

    @Transactional
    public void decline(Scope.Branch who, UUID matter, String why) {
        RequestId id = answered(who, matter, "DECLINED");
        log.enter(id, who, What.DECLINED, why, "cases.worked");
        jdbc.sql(
                        "select desk from help.sealed_matter where province = ? and id = ? and desk is not null")
                .params(id.province().number(), matter)
                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                .optional()
                .ifPresent(desk ->
                        messages.tell(
                                id.province(),
                                new Messages.To.Seat(desk),
                                "cases.told.look",
                                matter,
                                false));
    }

    /** Under the lock of the matter, as every verb: an offer counts while who made it holds it. */
    private RequestId answered(Scope.Branch who, UUID matter, String state) {
        RequestId id =
                jdbc.sql(
                                "select m.province"
                                        + WhoSees.FROM
                                        + " where m.id = :id and "
                                        + WhoSees.IS_OFFERED
                                        + " for update of m")
                        .param("id", matter)
                        .param("seat", who.seat().value())
                        .param("person", who.person().value())
                        .query((row, n) -> new RequestId(new Province(row.getShort(1)), matter))
                        .optional()
                        .filter(found -> !matters.locksOut(who, found))
                        .orElseThrow(NotHere::new);
        cases.endOffers(id, state, clock.instant());
        return id;
    }

    /**
     * A seat of the province that somebody holds who is not related; of her village or township
     * only if she wishes it, and then that she does stands in the log.
     */
    private SeatHeld mayGet(On on, Scope.Branch who, SeatId seat, boolean near) {
        SeatHeld found =
                network.seat(seat)
                        .filter(held -> held.place().province().equals(on.id().province()))
                        .filter(held -> !matters.locksOut(held.branch(), on.id()))
                        .orElseThrow(() -> Refused.field("next", "help.next.nobody"));
        if (found.place().depth() > CaseFile.NEAREST && !on.stayNear()) {
            if (!near) {
                throw Refused.field("next", "cases.near.wish");
            }
            cases.done(on, who, What.STAYS_NEAR, "");
        }
        return found;
    }

    private void startClock(RequestId id, String what, Duration by) {
        Instant now = clock.instant();
        jdbc.sql(
                        "insert into cases.clock (province, matter, what, since, due_at) values (?, ?, ?, ?, ?) on"
                                + " conflict (province, matter, what, since) do update set ended_at = null")
                .param(id.province().number())
                .param(id.value())
                .param(what)
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.plus(by)))
                .update();
    }

    private void endClocks(RequestId id, String like) {
        jdbc.sql(
                        "update cases.clock set ended_at = ? where province = ? and matter = ? and what like ? and"
                                + " ended_at is null")
                .params(Timestamp.from(clock.instant()), id.province().number(), id.value(), like)
                .update();
    }

    private String knownAs(SeatId seat) {
        return network.seat(seat).map(SeatHeld::knownAs).orElse("");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
