package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import niangjia.cases.model.SafeWay;
import niangjia.cases.model.What;
import niangjia.cases.tasks.OnCase.On;
import niangjia.help.RequestId;
import niangjia.help.SealedRights;
import niangjia.messages.Messages;
import niangjia.people.Consents;
import niangjia.records.Entry;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Her wish to take a sealed matter along, or to have it put right, let rest or erased. She wishes
 * and calls back with her receipt; between the two somebody on the matter has to have spoken with
 * her in the safe way, since somebody else may hold the receipt. What is put right or let rest is
 * done by those on the matter themselves, and then the wish is over.
 */
@Component
public class HerWishes implements SealedRights {

    /** How long an erasure waits, so that she can call it back. */
    public static final Duration WAITS = Duration.ofDays(30);

    /** How long a copy can be taken. */
    public static final Duration TAKEN_WITHIN = Duration.ofHours(24);

    /** A talk that lies further back is none about this wish. */
    static final Duration FRESH_TALK = Duration.ofDays(7);

    /** Whoever holds the receipt fills neither the log nor the desk. */
    private static final int A_DAY = 4;

    private record Open(UUID id, Instant askedAt, boolean confirmed) {}

    private final JdbcClient jdbc;
    private final OnCase cases;
    private final IntakeLog log;
    private final Messages messages;
    private final Clock clock;

    HerWishes(JdbcClient jdbc, OnCase cases, IntakeLog log, Messages messages, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.log = log;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Standing standing(RequestId matter) {
        List<Wished> wishes =
                jdbc.sql(
                                "select what, asked_at, due_at from cases.wish where province = ? and matter = ?"
                                        + " and ended_at is null and not (what = 'EXPORT' and coalesce(due_at <= ?, false)) order by what")
                        .params(matter.province().number(), matter.value(), now())
                        .query((row, n) -> {
                            Timestamp due = row.getTimestamp("due_at");
                            return new Wished(
                                    Wish.valueOf(row.getString("what")),
                                    row.getTimestamp("asked_at").toInstant(),
                                    due == null ? null : due.toInstant());
                        })
                        .list();
        boolean open = wishes.stream().anyMatch(w -> w.what() == Wish.EXPORT && w.confirmed());
        return jdbc.sql(
                        """
                        select m.erased_at is not null and m.log_erased_at is null as log_stays,
                          exists (select from cases.hold h where h.province = m.province and h.matter = m.id
                            and h.set_at is not null and h.lifted_at is null) as held
                        from cases.matter m where m.province = ? and m.id = ?
                        """)
                .params(matter.province().number(), matter.value())
                .query((row, n) ->
                        new Standing(
                                wishes, open, row.getBoolean("held"), row.getBoolean("log_stays")))
                .optional()
                .orElse(new Standing(wishes, open, false, false));
    }

    /** A second time changes nothing; those on it are told, and nothing is given or erased yet. */
    @Override
    @Transactional
    public void wish(RequestId matter, Wish what) {
        int today =
                jdbc.sql(
                                "select count(*) from cases.wish where province = ? and matter = ? and asked_at > ?")
                        .params(
                                matter.province().number(),
                                matter.value(),
                                Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                        .query(Integer.class)
                        .single();
        if (today >= A_DAY) {
            throw Refused.because("cases.wish.enough");
        }
        jdbc.sql(
                        "update cases.wish set ended_at = due_at, outcome = 'DONE' where province = ? and matter = ?"
                                + " and what = 'EXPORT' and ended_at is null and due_at <= ?")
                .params(matter.province().number(), matter.value(), now())
                .update();
        int made =
                jdbc.sql(
                                """
                                insert into cases.wish (province, matter, id, what, asked_at)
                                select m.province, m.id, :id, :what, :now from cases.matter m
                                where m.province = :province and m.id = :matter and m.erased_at is null
                                on conflict do nothing
                                """)
                        .param("id", Ids.next(clock))
                        .param("what", what.name())
                        .param("now", now())
                        .param("province", matter.province().number())
                        .param("matter", matter.value())
                        .update();
        if (made == 0) {
            return;
        }
        log.enter(
                matter,
                null,
                What.WISHED,
                what.name(),
                switch (what) {
                    case EXPORT -> "cases.copy-wished";
                    case ERASE -> "cases.erasure-wished";
                    case CORRECT -> "cases.correction-wished";
                    case RESTRICT -> "cases.rest-wished";
                },
                Entry.Door.PAGE);
        tellThoseOnIt(matter, "cases.told.wish");
    }

    private void tellThoseOnIt(RequestId matter, String key) {
        jdbc
                .sql(
                        "select unnest(array[desk, overseer]) from help.sealed_matter where province = ? and id = ?")
                .params(matter.province().number(), matter.value())
                .query(UUID.class)
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .distinct()
                .forEach(seat ->
                        messages.tell(
                                matter.province(),
                                new Messages.To.Seat(new SeatId(seat)),
                                key,
                                matter.value(),
                                false));
    }

    /** Under the lock of the matter: an offer that she no longer agrees to is not taken. */
    @Override
    @Transactional
    public void noLongerAgrees(RequestId matter, String purpose) {
        if (!purpose.equals(Consents.HANDED_ON)) {
            return;
        }
        log.enter(matter, null, What.NOT_AGREED, "", "cases.called-back", Entry.Door.PAGE);
        cases.endOffers(matter, "WITHDRAWN", clock.instant());
        tellThoseOnIt(matter, "cases.told.look");
    }

    @Override
    @Transactional
    public void callBack(RequestId matter, Wish what) {
        int changed =
                jdbc.sql(
                                "update cases.wish set ended_at = ?, outcome = 'CALLED_BACK' where province = ? and matter = ?"
                                        + " and what = ? and ended_at is null")
                        .params(now(), matter.province().number(), matter.value(), what.name())
                        .update();
        if (changed > 0) {
            log.enter(
                    matter,
                    null,
                    What.CALLED_BACK,
                    what.name(),
                    "cases.called-back",
                    Entry.Door.PAGE);
        }
    }

    /**
     * Somebody on it has spoken with her.
     *
     * @param spokenAt when, to the minute
     */
    @Transactional
    public void confirm(Scope.Branch who, UUID matter, Wish what, SafeWay how, Instant spokenAt) {
        On on = cases.on(who, matter);
        Open wish = open(on, what);
        Instant now = clock.instant();
        if (how == SafeWay.AGREED_WAY && !isAgreed(on)) {
            throw Refused.because("cases.wish.no-way");
        }
        if (wish.confirmed
                || spokenAt.isAfter(now)
                || spokenAt.isBefore(wish.askedAt.truncatedTo(ChronoUnit.MINUTES))
                || spokenAt.isBefore(now.minus(FRESH_TALK))) {
            throw Refused.field("spoken", "cases.wish.spoken");
        }
        jdbc.sql(
                        "update cases.wish set spoken_at = ?, how = ?, confirmed_at = ?, confirmed_by = ?, person = ?, due_at = ?"
                                + " where province = ? and id = ?")
                .param(Timestamp.from(spokenAt))
                .param(how.name())
                .param(Timestamp.from(now))
                .param(who.seat().value())
                .param(who.person().value())
                .param(Timestamp.from(now.plus(waits(what))))
                .param(on.id().province().number())
                .param(wish.id)
                .update();
        if (waits(what).isZero()) {
            jdbc.sql(
                            "update cases.wish set ended_at = ?, outcome = 'DONE' where province = ? and id = ?")
                    .params(Timestamp.from(now), on.id().province().number(), wish.id)
                    .update();
        }
        messages.tell(
                on.id().province(),
                new Messages.To.Her(matter),
                "cases.told.confirmed",
                null,
                false);
        cases.done(on, who, What.CONFIRMED, what + " " + how + " " + spokenAt);
    }

    /** How long it is open, or lies still; what they do with her at once does neither. */
    private static Duration waits(Wish what) {
        return switch (what) {
            case EXPORT -> TAKEN_WITHIN;
            case ERASE -> WAITS;
            case CORRECT, RESTRICT -> Duration.ZERO;
        };
    }

    private boolean isAgreed(On on) {
        return jdbc.sql("select reach is not null from cases.matter where province = ? and id = ?")
                .params(on.id().province().number(), on.id().value())
                .query(Boolean.class)
                .single();
    }

    /** She was spoken with and did not wish it: somebody else holds her receipt. */
    @Transactional
    public void notHers(Scope.Branch who, UUID matter, Wish what) {
        On on = cases.on(who, matter);
        Open wish = open(on, what);
        if (wish.confirmed) {
            // From there on only she calls it back.
            throw Refused.because("cases.wish.only-she");
        }
        jdbc.sql(
                        "update cases.wish set ended_at = ?, outcome = 'NOT_HERS' where province = ? and id = ?")
                .params(now(), on.id().province().number(), wish.id)
                .update();
        cases.done(on, who, What.NOT_HERS, what.name());
    }

    private Open open(On on, Wish what) {
        return jdbc.sql(
                        "select id, asked_at, due_at is not null as confirmed from cases.wish where province = ? and matter = ?"
                                + " and what = ? and ended_at is null for update")
                .params(on.id().province().number(), on.id().value(), what.name())
                .query((row, n) ->
                        new Open(
                                row.getObject("id", UUID.class),
                                row.getTimestamp("asked_at").toInstant(),
                                row.getBoolean("confirmed")))
                .optional()
                .orElseThrow(() -> Refused.because("cases.wish.none"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
