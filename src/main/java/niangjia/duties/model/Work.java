package niangjia.duties.model;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/** A piece of work and whose hands it is in. It is changed by verbs only. */
public final class Work {

    /**
     * What never changes.
     *
     * @param place the unit whose seats are asked
     * @param below those of all units below it are asked too
     * @param only asked of this seat alone
     * @param byUnit the federation that offers it; none where a rule found it
     */
    public record Facts(
            Province province,
            UUID id,
            Rule rule,
            UUID fact,
            UnitId place,
            boolean below,
            @Nullable SeatId only,
            @Nullable UnitId byUnit) {}

    /** What came of an attempt to claim. */
    public sealed interface Claim {
        record Made() implements Claim {}

        /** Others have it, and she is one of them now. */
        record Joined() implements Claim {}

        record HersAlready() implements Claim {}

        /** Somebody has it alone. */
        record TakenBy(SeatId seat) implements Claim {}

        record FullHands(int cap) implements Claim {}
    }

    /** How it ended. */
    public enum Ended {
        FACT,
        CONFIRMED,
        WITHDRAWN
    }

    private final Facts facts;
    private final List<SeatId> hands;
    private Stage stage;
    private boolean team;
    private @Nullable SeatId resultBy;
    private @Nullable Ended ended;

    public Work(
            Facts facts,
            Stage stage,
            boolean team,
            List<SeatId> hands,
            @Nullable SeatId resultBy,
            @Nullable Ended ended) {
        this.facts = facts;
        this.stage = stage;
        this.team = team;
        this.hands = new ArrayList<>(hands);
        this.resultBy = resultBy;
        this.ended = ended;
    }

    /** Found by a rule or offered just now. */
    public static Work fresh(Facts facts) {
        return new Work(facts, Stage.OPEN, false, List.of(), null, null);
    }

    public Facts facts() {
        return facts;
    }

    public Stage stage() {
        return stage;
    }

    public boolean team() {
        return team;
    }

    /** The seats that have it, the first first. */
    public List<SeatId> hands() {
        return List.copyOf(hands);
    }

    public @Nullable SeatId resultBy() {
        return resultBy;
    }

    public @Nullable Ended ended() {
        return ended;
    }

    /**
     * She takes it, alone or so that others may join her.
     *
     * @param carried how much she has in hand
     * @param cap how much a seat takes at once
     */
    public Claim claim(SeatId seat, boolean asTeam, int carried, int cap) {
        goesOn();
        if (hands.contains(seat)) {
            return new Claim.HersAlready();
        }
        if (facts.only() != null && !facts.only().equals(seat)) {
            return new Claim.TakenBy(facts.only());
        }
        if (stage != Stage.OPEN && !team) {
            return new Claim.TakenBy(hands.getFirst());
        }
        if (stage == Stage.RESULT) {
            throw Refused.because("duties.refused.result-waits");
        }
        if (carried >= cap) {
            return new Claim.FullHands(cap);
        }
        hands.add(seat);
        if (stage == Stage.CLAIMED) {
            return new Claim.Joined();
        }
        stage = Stage.CLAIMED;
        team = asTeam;
        return new Claim.Made();
    }

    /** She gives it back; where nobody is left it is open again. */
    public void leave(SeatId seat) {
        inHand(seat);
        hands.remove(seat);
        if (hands.isEmpty()) {
            stage = Stage.OPEN;
            team = false;
        }
    }

    /** Whoever was offered it accepted: only now is the one before free of it. */
    public void goesOver(SeatId from, SeatId to) {
        inHand(from);
        if (facts.only() != null) {
            throw Refused.because("duties.refused.hers-alone");
        }
        if (from.equals(to)) {
            return;
        }
        if (hands.contains(to)) {
            hands.remove(from);
        } else {
            hands.set(hands.indexOf(from), to);
        }
    }

    /** One of the team tells what came of it. */
    public void tellsResult(SeatId seat) {
        inHand(seat);
        if (facts.rule() != Rule.OFFERED) {
            throw Refused.because("duties.refused.fact-closes");
        }
        stage = Stage.RESULT;
        resultBy = seat;
    }

    /** Who offered it says that it is so: never one of those who did it. */
    public void confirm(SeatId by) {
        resultWaits(by);
        stage = Stage.DONE;
        ended = Ended.CONFIRMED;
    }

    /** Who offered it says what is still missing. */
    public void sendBack(SeatId by) {
        resultWaits(by);
        stage = Stage.CLAIMED;
        resultBy = null;
    }

    /** Who offered it takes it back, as long as no result waits for an answer. */
    public void withdraw() {
        goesOn();
        if (facts.byUnit() == null) {
            throw Refused.because("duties.refused.fact-closes");
        }
        if (stage == Stage.RESULT) {
            throw Refused.because("duties.refused.result-waits");
        }
        stage = Stage.GONE;
        ended = Ended.WITHDRAWN;
    }

    /**
     * What the rule looks at is no longer so.
     *
     * @param met it came to what was asked for
     */
    public void factChanged(boolean met) {
        if (stage.ended() || facts.rule() == Rule.OFFERED) {
            return;
        }
        stage = met ? Stage.DONE : Stage.GONE;
        ended = Ended.FACT;
    }

    private void goesOn() {
        if (stage.ended()) {
            throw Refused.because("duties.refused.over");
        }
    }

    private void inHand(SeatId seat) {
        goesOn();
        if (stage == Stage.RESULT) {
            throw Refused.because("duties.refused.result-waits");
        }
        if (!hands.contains(seat)) {
            throw Refused.because("duties.refused.not-in-hand");
        }
    }

    private void resultWaits(SeatId by) {
        goesOn();
        if (stage != Stage.RESULT) {
            throw Refused.because("duties.refused.no-result");
        }
        if (hands.contains(by) || by.equals(resultBy)) {
            throw Refused.because("duties.refused.own-result");
        }
    }
}
