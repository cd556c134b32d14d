package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalTime;
import java.util.UUID;
import niangjia.duties.DutyWords;
import niangjia.duties.model.Work;
import niangjia.duties.model.Work.Claim;
import niangjia.help.NotHere;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a seat does with a piece of work. */
@Component
public class WorkOn {

    /** Who took something without a day is reminded once after so long. */
    private static final Duration REMIND_AFTER = Duration.ofDays(7);

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final Works works;
    private final MayDo may;
    private final Messages messages;
    private final Keys keys;
    private final JdbcClient jdbc;

    WorkOn(Works works, MayDo may, Messages messages, Keys keys, JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.messages = messages;
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /**
     * She takes it (接单), or joins those who have it.
     *
     * @param asTeam others may join her
     * @return made, joined or hers already
     * @throws Refused who has it alone, that her hands are full, or that it is over
     */
    @Transactional
    public Claim claim(SeatHeld me, UUID id, boolean asTeam, Door door) {
        Works.Held held = works.locked(id);
        Work work = held.work();
        may.claim(me, work.facts(), held.place());
        if (!work.stage().ended() && !works.stands(work.facts())) {
            throw Refused.because("duties.refused.over");
        }
        Claim claim =
                work.claim(
                        me.seat(),
                        asTeam,
                        works.carried(me.seat()),
                        DutySettings.load(works.agreed(DutySettings.LOAD, me.place())));
        switch (claim) {
            case Claim.Made(), Claim.Joined() -> {
                works.keep(work, null);
                works.begin(work, me.seat());
                remind(work, me.seat());
                forgetDecline(work, me.seat());
                works.log(me, door, "duties.claimed", work.facts().province(), id);
            }
            case Claim.HersAlready() -> {}
            case Claim.TakenBy(var seat) ->
                    throw Refused.because("duties.refused.taken", nameOf(seat));
            case Claim.FullHands(var cap) -> throw Refused.because("duties.refused.full", cap);
        }
        return claim;
    }

    /**
     * Not for her; with a word or without. It leaves her list, and that is all that comes of it.
     */
    @Transactional
    public void decline(SeatHeld me, UUID id, @Nullable String words) {
        Works.Held held = works.locked(id);
        Work work = held.work();
        may.seeWork(me, work.facts(), held.place(), work.hands().contains(me.seat()));
        if (!MayDo.asked(me, work.facts(), held.place())) {
            throw Refused.because("duties.refused.not-asked");
        }
        if (work.stage().ended()) {
            return;
        }
        if (work.hands().contains(me.seat())) {
            throw Refused.because("duties.refused.in-hand");
        }
        UUID row = works.next();
        String said = words == null || words.isBlank() ? null : OfferWork.said("words", words);
        jdbc.sql(
                        """
                        insert into duties.decline as d (province, id, work, seat, words) values (?, ?, ?, ?, ?)
                        on conflict (province, work, seat) do nothing
                        """)
                .param(work.facts().province().number())
                .param(row)
                .param(id)
                .param(me.seat().value())
                .param(keys.closeIfAny(DutyWords.DECLINE.in(work.facts().province(), row), said))
                .update();
    }

    /** She gives it back. */
    @Transactional
    public void leave(SeatHeld me, UUID id) {
        Works.Held held = seen(me, id);
        held.work().leave(me.seat());
        works.end(held.work(), me.seat(), "LEFT");
        works.keep(held.work(), null);
        works.log(me, Door.PAGE, "duties.left", held.work().facts().province(), id);
    }

    /**
     * She hands it over, or who leads the place does for somebody who is away; the one before stays
     * answerable until the next accepts.
     */
    @Transactional
    public void give(SeatHeld me, UUID id, SeatId from, SeatId to) {
        Works.Held held = seen(me, id);
        Work work = held.work();
        if (!from.equals(me.seat())) {
            may.lead(me, held.place().id());
            if (works.holder(from).filter(SeatHeld::onDuty).isPresent()) {
                throw Refused.because("duties.refused.not-away");
            }
        }
        SeatHeld next =
                works.holder(to)
                        .filter(SeatHeld::onDuty)
                        .filter(seat -> MayDo.asked(seat, work.facts(), held.place()))
                        .orElseThrow(() -> Refused.field("to", "duties.refused.seat"));
        if (from.equals(to)) {
            throw Refused.field("to", "duties.refused.seat");
        }
        int given =
                jdbc.sql(
                                """
                                update duties.claim set given_to = ?
                                where province = ? and work = ? and seat = ? and until is null
                                """)
                        .params(
                                next.seat().value(),
                                work.facts().province().number(),
                                id,
                                from.value())
                        .update();
        if (given == 0) {
            throw Refused.because("duties.refused.not-in-hand");
        }
        messages.tell(
                work.facts().province(),
                new Messages.To.Seat(to),
                "duties.told.given",
                null,
                false);
        works.log(me, Door.PAGE, "duties.given", work.facts().province(), id);
    }

    /** She takes what was handed to her. */
    @Transactional
    public void accept(SeatHeld me, UUID id) {
        Works.Held held = works.locked(id);
        Work work = held.work();
        SeatId from = givenBy(me, work);
        int cap = DutySettings.load(works.agreed(DutySettings.LOAD, me.place()));
        boolean hersAlready = work.hands().contains(me.seat());
        if (!hersAlready && works.carried(me.seat()) >= cap) {
            throw Refused.because("duties.refused.full", cap);
        }
        work.goesOver(from, me.seat());
        works.end(work, from, "HANDED");
        if (!hersAlready) {
            works.begin(work, me.seat());
            remind(work, me.seat());
        }
        works.keep(work, null);
        works.log(me, Door.PAGE, "duties.taken-over", work.facts().province(), id);
    }

    /** It stays where it was. */
    @Transactional
    public void refuseGiven(SeatHeld me, UUID id) {
        Works.Held held = works.locked(id);
        SeatId from = givenBy(me, held.work());
        jdbc.sql(
                        "update duties.claim set given_to = null where province = ? and work = ? and seat = ? and until is null")
                .params(held.work().facts().province().number(), id, from.value())
                .update();
        messages.tell(
                held.work().facts().province(),
                new Messages.To.Seat(from),
                "duties.told.not-taken",
                null,
                false);
    }

    /** One of the team tells what came of it. */
    @Transactional
    public void tellResult(SeatHeld me, UUID id, String words) {
        Works.Held held = seen(me, id);
        Work work = held.work();
        String said = OfferWork.said("words", words);
        work.tellsResult(me.seat());
        jdbc.sql(
                        "update duties.work set result = ?, result_by = ?, result_at = ?, back = null where province = ? and id = ?")
                .param(keys.close(DutyWords.RESULT.in(work.facts().province(), id), said))
                .param(me.seat().value())
                .param(works.now())
                .param(work.facts().province().number())
                .param(id)
                .update();
        works.keep(work, null);
        works.log(me, Door.PAGE, "duties.result-told", work.facts().province(), id);
    }

    /** Who offered it says that it is so, and with that it is done. */
    @Transactional
    public void confirm(SeatHeld me, UUID id) {
        Works.Held held = seen(me, id);
        may.answerFor(me, held.work().facts());
        held.work().confirm(me.seat());
        works.keep(held.work(), me);
        works.log(me, Door.PAGE, "duties.confirmed", held.work().facts().province(), id);
    }

    /** Who offered it says what is still missing. */
    @Transactional
    public void sendBack(SeatHeld me, UUID id, String words) {
        Works.Held held = seen(me, id);
        Work work = held.work();
        may.answerFor(me, work.facts());
        String said = OfferWork.said("words", words);
        work.sendBack(me.seat());
        jdbc.sql(
                        "update duties.work set result_by = null, result_at = null, result = null, back = ? where province = ? and id = ?")
                .param(keys.close(DutyWords.BACK.in(work.facts().province(), id), said))
                .param(work.facts().province().number())
                .param(id)
                .update();
        works.keep(work, null);
        works.log(me, Door.PAGE, "duties.sent-back", work.facts().province(), id);
    }

    @Transactional
    public void withdraw(SeatHeld me, UUID id) {
        Works.Held held = seen(me, id);
        may.answerFor(me, held.work().facts());
        held.work().withdraw();
        works.keep(held.work(), null);
        works.log(me, Door.PAGE, "duties.withdrawn", held.work().facts().province(), id);
    }

    private Works.Held seen(SeatHeld me, UUID id) {
        Works.Held held = works.locked(id);
        may.seeWork(me, held.work().facts(), held.place(), held.work().hands().contains(me.seat()));
        return held;
    }

    private SeatId givenBy(SeatHeld me, Work work) {
        return jdbc.sql(
                        "select seat from duties.claim where province = ? and work = ? and given_to = ? and until is null limit 1")
                .params(work.facts().province().number(), work.facts().id(), me.seat().value())
                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(NotHere::new);
    }

    private String nameOf(SeatId seat) {
        return works.holder(seat).map(SeatHeld::knownAs).orElse("");
    }

    private void forgetDecline(Work work, SeatId seat) {
        jdbc.sql("delete from duties.decline where province = ? and work = ? and seat = ?")
                .params(work.facts().province().number(), work.facts().id(), seat.value())
                .update();
    }

    /** The morning before it is due, or after a week. */
    private void remind(Work work, SeatId seat) {
        jdbc.sql(
                        """
                        insert into duties.clock (province, work, seat, due_at)
                        select w.province, w.id, :seat, coalesce(
                          greatest((w.due_on - 1 + cast(:morning as time)) at time zone 'Asia/Shanghai', cast(:now as timestamptz)),
                          cast(:later as timestamptz))
                        from duties.work w where w.province = :province and w.id = :id
                        on conflict (province, work, seat) do nothing
                        """)
                .param("seat", seat.value())
                .param("morning", MORNING)
                .param("now", works.now())
                .param("later", Timestamp.from(works.now().toInstant().plus(REMIND_AFTER)))
                .param("province", work.facts().province().number())
                .param("id", work.facts().id())
                .update();
    }
}
