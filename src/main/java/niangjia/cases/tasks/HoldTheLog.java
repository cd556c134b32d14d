package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import niangjia.cases.model.What;
import niangjia.cases.tasks.OnCase.On;
import niangjia.messages.Messages;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps an intake log for a court, even where she has all else erased: the holder asks for it with
 * a reason, another person on the matter sets it, and two lift it again. The reasons stand in the
 * log.
 */
@Component
public class HoldTheLog {

    private record Hold(UUID id, UUID askedPerson, boolean set, @Nullable UUID liftAskedPerson) {}

    private final JdbcClient jdbc;
    private final OnCase cases;
    private final Messages messages;
    private final Clock clock;

    HoldTheLog(JdbcClient jdbc, OnCase cases, Messages messages, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.messages = messages;
        this.clock = clock;
    }

    @Transactional
    public void ask(Scope.Branch who, UUID matter, String why) {
        On on = asHolder(who, matter);
        if (on.erased() || found(on).isPresent()) {
            throw Refused.because("cases.hold.already");
        }
        jdbc.sql(
                        "insert into cases.hold (province, matter, id, asked_at, asked_by, asked_person) values (?, ?, ?, ?, ?, ?)")
                .param(on.id().province().number())
                .param(matter)
                .param(Ids.next(clock))
                .param(now())
                .param(who.seat().value())
                .param(who.person().value())
                .update();
        tellAbove(on);
        cases.done(on, who, What.HOLD_ASKED, why);
    }

    /** Another person agrees: from now on the log stays, whatever is erased. */
    @Transactional
    public void set(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        Hold hold = found(on).filter(h -> !h.set).orElseThrow(HoldTheLog::nothing);
        if (!on.overseer() || hold.askedPerson.equals(who.person().value())) {
            throw Refused.because("cases.refused.second");
        }
        jdbc.sql("update cases.hold set set_at = ?, set_person = ? where province = ? and id = ?")
                .params(now(), who.person().value(), on.id().province().number(), hold.id)
                .update();
        cases.done(on, who, What.HOLD_SET, "");
    }

    @Transactional
    public void askToLift(Scope.Branch who, UUID matter, String why) {
        On on = asHolder(who, matter);
        Hold hold =
                found(on)
                        .filter(h -> h.set && h.liftAskedPerson == null)
                        .orElseThrow(HoldTheLog::nothing);
        jdbc.sql(
                        "update cases.hold set lift_asked_at = ?, lift_asked_person = ? where province = ? and id = ?")
                .params(now(), who.person().value(), on.id().province().number(), hold.id)
                .update();
        tellAbove(on);
        cases.done(on, who, What.LIFT_ASKED, why);
    }

    @Transactional
    public void lift(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        Hold hold =
                found(on).filter(h -> h.liftAskedPerson != null).orElseThrow(HoldTheLog::nothing);
        if (!on.overseer() || who.person().value().equals(hold.liftAskedPerson)) {
            throw Refused.because("cases.refused.second");
        }
        jdbc.sql(
                        "update cases.hold set lifted_at = ?, lifted_person = ? where province = ? and id = ?")
                .params(now(), who.person().value(), on.id().province().number(), hold.id)
                .update();
        cases.done(on, who, What.LIFTED, "");
    }

    /** What was asked for, and no second person has agreed to, is not asked for any more. */
    @Transactional
    public void leave(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        Hold hold = found(on).orElseThrow(HoldTheLog::nothing);
        if (!on.holder() && !on.overseer()) {
            throw Refused.because("cases.refused.holder");
        }
        if (!hold.set) {
            jdbc.sql("delete from cases.hold where province = ? and id = ?")
                    .params(on.id().province().number(), hold.id)
                    .update();
        } else {
            jdbc.sql(
                            "update cases.hold set lift_asked_at = null, lift_asked_person = null where province = ? and id = ?")
                    .params(on.id().province().number(), hold.id)
                    .update();
        }
        cases.done(on, who, What.HOLD_NOT, "");
    }

    private On asHolder(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        if (!on.holder()) {
            throw Refused.because("cases.refused.holder");
        }
        return on;
    }

    private Optional<Hold> found(On on) {
        return jdbc.sql(
                        "select id, asked_person, set_at is not null as set, lift_asked_person from cases.hold"
                                + " where province = ? and matter = ? and lifted_at is null for update")
                .params(on.id().province().number(), on.id().value())
                .query(Hold.class)
                .optional();
    }

    private void tellAbove(On on) {
        UUID above = on.above();
        if (above != null) {
            messages.tell(
                    on.id().province(),
                    new Messages.To.Seat(new SeatId(above)),
                    "cases.told.look",
                    on.id().value(),
                    false);
        }
    }

    private static Refused nothing() {
        return Refused.because("cases.hold.nothing");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
