package niangjia.help.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import niangjia.help.RequestId;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A request and its rules: who may do what, what becomes of its clocks, and that only she says
 * done. It changes by verbs; each guards, changes and tells (a step of the timeline, a clock,
 * somebody to be told).
 */
public final class Request {

    /** How often silence is asked after before a request ends without her word. */
    public static final int ASKS = 3;

    /** How long she has before she is asked (again) how it went. */
    public static final Duration HER_TIME = Duration.ofDays(3);

    /** The reason of a request that stands on no desk. */
    private static final String NOBODY = "NOBODY";

    /** Everything of a request that changes. */
    public record State(
            Stage stage,
            @Nullable UnitId heldBy,
            @Nullable SeatId desk,
            @Nullable SeatId overseer,
            @Nullable SeatId claimedBy,
            @Nullable SeatId receiver,
            @Nullable UnitId offeredTo,
            @Nullable SeatId offeredDesk,
            String why,
            @Nullable Instant dueAt,
            @Nullable Instant contactedAt,
            boolean late,
            int asks,
            @Nullable Satisfied satisfied,
            @Nullable String word,
            @Nullable SeatId heardBy,
            @Nullable Instant endedAt) {}

    /** Everything that does not. */
    public record Facts(
            RequestId id,
            UnitId place,
            Kind kind,
            boolean danger,
            boolean sealed,
            boolean skipVillage,
            boolean stayNear,
            Instant askedAt,
            @Nullable SeatId askedBy,
            Terms terms) {}

    /** What a clock does because of a verb. */
    public sealed interface ClockChange {
        record Start(Clock what, Instant due) implements ClockChange {}

        record End(Clock what, String state) implements ClockChange {}
    }

    /** The clocks of a request. */
    public enum Clock {
        FIRST_CONTACT,
        RESOLUTION,
        HER_WORD
    }

    /** Somebody to be told; a seat, or her where the seat is missing. */
    public record Tell(@Nullable SeatId seat, String key, boolean urgent) {}

    private final Facts facts;
    private final State before;
    private final Set<SeatId> workers;
    private final boolean abandoned;
    private final List<Step> steps = new ArrayList<>();
    private final List<ClockChange> clocks = new ArrayList<>();
    private final List<Tell> tells = new ArrayList<>();

    private Stage stage;
    private @Nullable UnitId heldBy;
    private @Nullable SeatId desk;
    private @Nullable SeatId overseer;
    private @Nullable SeatId claimedBy;
    private @Nullable SeatId receiver;
    private @Nullable UnitId offeredTo;
    private @Nullable SeatId offeredDesk;
    private String why;
    private @Nullable Instant dueAt;
    private @Nullable Instant contactedAt;
    private boolean late;
    private int asks;
    private @Nullable Satisfied satisfied;
    private @Nullable String word;
    private @Nullable SeatId heardBy;
    private @Nullable Instant endedAt;

    /**
     * @param workers the seats that have worked on it so far; none of them takes her word
     * @param abandoned nobody sits any more in the seat that had taken it
     */
    public Request(Facts facts, State state, Set<SeatId> workers, boolean abandoned) {
        this.facts = facts;
        this.before = state;
        this.workers = workers;
        this.abandoned = abandoned;
        stage = state.stage;
        heldBy = state.heldBy;
        desk = state.desk;
        overseer = state.overseer;
        claimedBy = state.claimedBy;
        receiver = state.receiver;
        offeredTo = state.offeredTo;
        offeredDesk = state.offeredDesk;
        why = state.why;
        dueAt = state.dueAt;
        contactedAt = state.contactedAt;
        late = state.late;
        asks = state.asks;
        satisfied = state.satisfied;
        word = state.word;
        heardBy = state.heardBy;
        endedAt = state.endedAt;
    }

    /** Somebody on duty stands behind it now: the first clock starts. */
    public void foundDesk(Route.To to, Instant at) {
        guardOpen();
        standsBehind(to.desk(), to.unit(), to.overseer());
        why = to.why().name();
        step(Step.What.FOUND_A_DESK, to.desk(), null, true);
        if (dueAt == null) {
            promise(at);
        }
        tell(to.desk(), "help.told.new", facts.danger);
        tellHer("help.told.found-desk", false);
    }

    /** A member takes it; from now on she has a name to turn to. */
    public void claim(SeatId seat, @Nullable String words, Instant at) {
        guardFree(seat);
        if (facts.sealed && !seat.equals(desk)) {
            throw Refused.because(Refusals.NOT_YOURS);
        }
        claimedBy = seat;
        if (receiver == null || late || abandoned) {
            receiver = seat;
        }
        if (stage == Stage.WAITING) {
            stage = Stage.IN_HAND;
        }
        step(Step.What.CLAIMED, seat, words, true);
        if (desk == null) {
            // Nobody was on duty: from now on she stands behind it herself.
            desk = seat;
            if (words == null || contactedAt != null) {
                promise(at);
            }
        }
        if (words != null) {
            reachedHer(at);
        }
        tellHer("help.told.claimed", false);
    }

    /**
     * Who has it, so that this seat cannot take it; what is late goes to the desk it climbed to,
     * and who is gone keeps nothing.
     */
    public @Nullable SeatId keptBy(SeatId seat) {
        return abandoned || late && seat.equals(desk) && !seat.equals(claimedBy) ? null : claimedBy;
    }

    /**
     * The seat above a sealed matter stands behind it herself from now on; the promise that runs
     * stays as it was made.
     *
     * @param above the seat above her
     */
    public void takeFromBelow(SeatId seat, UnitId unit, @Nullable SeatId above) {
        guardFree(seat);
        if (!facts.sealed || !seat.equals(overseer)) {
            throw Refused.because(Refusals.NOT_YOURS);
        }
        tell(desk, "help.told.accepted", false);
        standsBehind(seat, unit, above);
    }

    /** A word to her. */
    public void say(SeatId seat, @Nullable String words, Instant at) {
        guardTakenBy(seat);
        step(Step.What.SAID, seat, words, true);
        reachedHer(at);
        tellHer("help.told.said", false);
    }

    /** A member has spoken with her elsewhere: by telephone, at her door. */
    public void reached(SeatId seat, @Nullable String words, Instant at) {
        guardTakenBy(seat);
        step(Step.What.REACHED, seat, words, true);
        reachedHer(at);
    }

    /** A word for colleagues only. */
    public void note(SeatId seat, @Nullable String words) {
        guardOpen();
        step(Step.What.NOTED, seat, words, false);
    }

    /** A word from her. */
    public void sheSays(@Nullable String words) {
        guardOpen();
        step(Step.What.SHE_SAID, null, words, true);
        tellThoseBehindIt("help.told.she-said", facts.danger);
    }

    /** "Not ours": names the next owner, and stays answerable until that one has accepted. */
    public void offerTo(SeatId seat, UnitId unit, SeatId next, String words) {
        guardOpen();
        if (facts.sealed) {
            throw Refused.field("next", Refusals.SEALED);
        }
        if (claimedBy != null ? !claimedBy.equals(seat) : !seat.equals(desk)) {
            throw Refused.because(Refusals.NOT_YOURS);
        }
        offeredTo = unit;
        offeredDesk = next;
        step(Step.What.OFFERED, seat, words, false);
        tell(next, "help.told.offered", facts.danger);
    }

    /** The next owner takes over; the first is free. */
    public void accept(SeatId seat, @Nullable SeatId above, Instant at) {
        guardOpen();
        if (offeredDesk == null || !offeredDesk.equals(seat)) {
            throw Refused.because(Refusals.NOT_OFFERED);
        }
        SeatId former = claimedBy != null ? claimedBy : desk;
        heldBy = offeredTo;
        desk = seat;
        overseer = above;
        claimedBy = seat;
        receiver = seat;
        offeredTo = null;
        offeredDesk = null;
        why = Route.Why.HANDED_ON.name();
        if (stage == Stage.WAITING) {
            stage = Stage.IN_HAND;
        }
        step(Step.What.ACCEPTED, seat, null, true);
        if (dueAt == null) {
            promise(at);
        }
        if (former != null) {
            tell(former, "help.told.accepted", false);
        }
        tellHer("help.told.claimed", false);
    }

    /** The next owner says no, with or without a word; nobody is worse off for it. */
    public void decline(SeatId seat, @Nullable String words) {
        guardOpen();
        if (offeredDesk == null || !offeredDesk.equals(seat)) {
            throw Refused.because(Refusals.NOT_OFFERED);
        }
        offeredTo = null;
        offeredDesk = null;
        step(Step.What.DECLINED, seat, words, false);
        tell(claimedBy != null ? claimedBy : desk, "help.told.declined", facts.danger);
    }

    /** The member thinks that it is done: now she has the word. */
    public void proposeDone(SeatId seat, @Nullable String words, Instant at) {
        guardTakenBy(seat);
        if (stage != Stage.IN_HAND) {
            throw Refused.because(Refusals.NOT_TAKEN);
        }
        stage = Stage.HER_WORD;
        asks = 0;
        dueAt = null;
        step(Step.What.PROPOSED, seat, words, true);
        reachedHer(at);
        dueAt = null;
        clocks.add(new ClockChange.End(Clock.RESOLUTION, "PAUSED"));
        clocks.add(new ClockChange.Start(Clock.HER_WORD, at.plus(HER_TIME)));
        tellHer("help.told.proposed", false);
    }

    /** Her word, from any open stage: it is done. */
    public void sheSaysDone(Satisfied how, @Nullable String words, Instant at) {
        guardOpen();
        end(how, words, null, at);
        step(Step.What.DONE, null, words, true);
        tellThoseBehindIt("help.told.done", false);
    }

    /** She takes it back, since she has its words erased. */
    public void sheTakesItBack(Instant at) {
        guardOpen();
        stage = Stage.TAKEN_BACK;
        endedAt = at;
        dueAt = null;
        late = false;
        offeredTo = null;
        offeredDesk = null;
        for (Clock clock : Clock.values()) {
            clocks.add(new ClockChange.End(clock, "DROPPED"));
        }
        step(Step.What.TAKEN_BACK, null, null, true);
        tellThoseBehindIt("help.told.taken-back", facts.danger);
    }

    /** Her word: not yet. It goes on and nothing is lost. */
    public void sheSaysNotYet(@Nullable String words, Instant at) {
        goOn(at);
        step(Step.What.NOT_YET, null, words, true);
        tellThoseBehindIt("help.told.not-yet", true);
    }

    /** For a request made on her behalf: her word, taken by somebody who has not worked on it. */
    public void heardFromHer(
            SeatId seat, boolean done, Satisfied how, @Nullable String words, Instant at) {
        guardOpen();
        if (facts.askedBy == null) {
            throw Refused.because(Refusals.SHE_SPEAKS_FOR_HERSELF);
        }
        if (workers.contains(seat)
                || seat.equals(facts.askedBy)
                || seat.equals(claimedBy)
                || seat.equals(receiver)) {
            throw Refused.because(Refusals.ANOTHER_MUST_ASK_HER);
        }
        if (done) {
            end(how, words, seat, at);
            step(Step.What.HEARD_DONE, seat, words, true);
            tellThoseBehindIt("help.told.done", false);
        } else {
            goOn(at);
            heardBy = seat;
            step(Step.What.HEARD_NOT_YET, seat, words, true);
            tellThoseBehindIt("help.told.not-yet", true);
        }
    }

    /**
     * A promise ran out: the request climbs to the desk above, both are told, she is told. Where
     * nobody is above, it stays and is shown as late. A sealed matter leaves the hands that had it,
     * since they no longer see it.
     */
    public void ranOut(Clock what, Route above, Instant at) {
        guardOpen();
        clocks.add(new ClockChange.End(what, "LATE"));
        late = true;
        step(Step.What.LATE, desk, null, true);
        SeatId former = claimedBy != null ? claimedBy : desk;
        switch (above) {
            case Route.To to -> {
                climb(to);
                step(Step.What.CLIMBED, to.desk(), null, true);
                tell(to.desk(), "help.told.climbed-to-you", true);
                if (former != null) {
                    tell(former, "help.told.climbed-from-you", true);
                }
                tellHer("help.told.climbed", true);
            }
            case Route.Nobody(_) -> {
                if (former != null) {
                    tell(former, "help.told.late", true);
                }
                tellHer("help.told.late-with-us", true);
            }
        }
        if (desk == null) {
            dueAt = null;
        } else if (what == Clock.FIRST_CONTACT) {
            startFirstContact(at);
        } else {
            startResolution(at, at);
        }
    }

    /**
     * She has not answered: ask again, and after the third time let it rest; in danger it goes to
     * the seat above.
     */
    public void silent(Route above, Instant at) {
        if (stage != Stage.HER_WORD) {
            throw Refused.because(Refusals.NOT_PROPOSED);
        }
        clocks.add(new ClockChange.End(Clock.HER_WORD, "LATE"));
        if (asks < ASKS) {
            asks++;
            step(Step.What.ASKED_AGAIN, null, null, true);
            clocks.add(new ClockChange.Start(Clock.HER_WORD, at.plus(HER_TIME)));
            tellHer("help.told.how-did-it-go", false);
            return;
        }
        if (facts.danger || facts.sealed) {
            asks = 0;
            SeatId former = claimedBy;
            if (above instanceof Route.To to) {
                climb(to);
                step(Step.What.CLIMBED, to.desk(), null, false);
            }
            tellThoseBehindIt("help.told.silent-in-danger", true);
            if (former != null && !former.equals(claimedBy)) {
                tell(former, "help.told.climbed-from-you", true);
            }
            clocks.add(new ClockChange.Start(Clock.HER_WORD, at.plus(HER_TIME)));
            return;
        }
        stage = Stage.NO_WORD;
        endedAt = at;
        dueAt = null;
        late = false;
        step(Step.What.SILENT, null, null, true);
        tell(claimedBy, "help.told.silent", false);
    }

    /**
     * The unit that held it was closed: it goes on with the successor. Who had taken it and sits
     * nowhere any more has it no longer.
     */
    public void follow(Route to, Instant at) {
        guardOpen();
        claimedBy = stage == Stage.WAITING ? null : claimedBy;
        switch (to) {
            case Route.To found -> {
                standsBehind(found.desk(), found.unit(), found.overseer());
                if (claimedBy != null
                        && (abandoned || facts.sealed && !found.desk().equals(claimedBy))) {
                    passTo(found.desk());
                    tellHer("help.told.taken-over", false);
                }
                step(Step.What.MOVED, found.desk(), null, true);
                tell(
                        found.desk(),
                        facts.sealed ? "help.told.sealed" : "help.told.new",
                        facts.danger);
            }
            case Route.Nobody(_) -> {
                heldBy = null;
                desk = null;
                overseer = null;
                dueAt = null;
                if (claimedBy != null && (abandoned || facts.sealed)) {
                    claimedBy = null;
                    receiver = null;
                    stage = Stage.WAITING;
                    asks = 0;
                    clocks.add(new ClockChange.End(Clock.HER_WORD, "DROPPED"));
                    tellHer("help.told.nobody-now", true);
                }
                clocks.add(new ClockChange.End(Clock.FIRST_CONTACT, "DROPPED"));
                if (stage != Stage.HER_WORD) {
                    clocks.add(new ClockChange.End(Clock.RESOLUTION, "DROPPED"));
                }
            }
        }
    }

    /** Who held it must not: the next seat up goes on, and she is told just that. */
    public void goesUp(Route to, Instant at) {
        guardOpen();
        leaveHands();
        switch (to) {
            case Route.To found -> taken(found.desk(), found.unit(), found.overseer(), at);
            case Route.Nobody(_) -> {
                heldBy = null;
                desk = null;
                overseer = null;
                dueAt = null;
            }
        }
    }

    /**
     * It is sealed from now on. Who has it in hand and may keep it goes on; else it leaves her
     * hands and begins anew with the seat that gets what is sealed: what was spoken before is no
     * contact with that one.
     */
    public void nowSealed(Route to, Instant at) {
        guardOpen();
        if (to instanceof Route.To found && found.desk().equals(claimedBy)) {
            offeredTo = null;
            offeredDesk = null;
            if (stage != Stage.HER_WORD) {
                clocks.add(new ClockChange.End(Clock.FIRST_CONTACT, "DROPPED"));
                clocks.add(new ClockChange.End(Clock.RESOLUTION, "DROPPED"));
            }
            taken(found.desk(), found.unit(), found.overseer(), at);
            return;
        }
        contactedAt = null;
        late = false;
        goesUp(to, at);
        why = to instanceof Route.To found ? found.why().name() : NOBODY;
    }

    /** It is handed over with her consent. */
    public void handOver(SeatId seat, UnitId unit, @Nullable SeatId above, Instant at) {
        guardOpen();
        leaveHands();
        taken(seat, unit, above, at);
    }

    /** Another seat stands above it. */
    public void overseenBy(@Nullable SeatId seat) {
        guardOpen();
        overseer = seat;
    }

    private void leaveHands() {
        for (Clock clock : Clock.values()) {
            clocks.add(new ClockChange.End(clock, "DROPPED"));
        }
        stage = Stage.WAITING;
        asks = 0;
        claimedBy = null;
        receiver = null;
        offeredTo = null;
        offeredDesk = null;
        why = Route.Why.HANDED_ON.name();
        tellHer("help.told.taken-over", false);
    }

    private void taken(SeatId seat, UnitId unit, @Nullable SeatId above, Instant at) {
        standsBehind(seat, unit, above);
        step(Step.What.TAKEN_OVER, seat, null, true);
        promise(at);
        tell(seat, "help.told.sealed", true);
    }

    private void standsBehind(SeatId seat, UnitId unit, @Nullable SeatId above) {
        heldBy = unit;
        desk = seat;
        overseer = above;
    }

    private void climb(Route.To to) {
        standsBehind(to.desk(), to.unit(), to.overseer());
        why = Route.Why.LATE_BELOW.name();
        if (facts.sealed && claimedBy != null) {
            passTo(to.desk());
        }
    }

    /** Nobody has it in hand any more; while she has the word, the next seat asks her for it. */
    private void passTo(SeatId next) {
        boolean hers = stage == Stage.HER_WORD;
        claimedBy = hers ? next : null;
        receiver = claimedBy;
        stage = hers ? stage : Stage.WAITING;
    }

    private void end(Satisfied how, @Nullable String words, @Nullable SeatId heard, Instant at) {
        stage = Stage.DONE;
        satisfied = how;
        word = words;
        heardBy = heard;
        endedAt = at;
        dueAt = null;
        late = false;
        offeredTo = null;
        offeredDesk = null;
        for (Clock clock : Clock.values()) {
            clocks.add(new ClockChange.End(clock, "KEPT"));
        }
    }

    private void goOn(Instant at) {
        if (stage != Stage.HER_WORD) {
            throw Refused.because(Refusals.NOT_PROPOSED);
        }
        stage = Stage.IN_HAND;
        asks = 0;
        clocks.add(new ClockChange.End(Clock.HER_WORD, "KEPT"));
        // What was paused goes on as a promise of its own, and so it does where none was made yet.
        clocks.add(new ClockChange.End(Clock.RESOLUTION, "DROPPED"));
        startResolution(facts.askedAt, at);
    }

    private void reachedHer(Instant at) {
        if (contactedAt != null) {
            return;
        }
        contactedAt = at;
        late = false;
        clocks.add(new ClockChange.End(Clock.FIRST_CONTACT, "KEPT"));
        startResolution(facts.askedAt, at);
    }

    /** The next promise, now that a seat stands behind it; while she has the word none runs. */
    private void promise(Instant at) {
        if (stage == Stage.HER_WORD) {
            return;
        }
        if (contactedAt == null) {
            startFirstContact(at);
        } else {
            startResolution(at, at);
        }
    }

    private void startFirstContact(Instant from) {
        dueAt = facts.terms.firstContactDue(from);
        clocks.add(new ClockChange.Start(Clock.FIRST_CONTACT, dueAt));
    }

    private void startResolution(Instant from, Instant now) {
        if (desk == null) {
            return;
        }
        Instant promised = facts.terms.resolutionDue(from);
        Instant soonest = now.plus(Duration.ofDays(1));
        dueAt = promised.isAfter(soonest) ? promised : soonest;
        clocks.add(new ClockChange.Start(Clock.RESOLUTION, dueAt));
    }

    private void guardOpen() {
        if (stage.ended()) {
            throw Refused.because(Refusals.ENDED);
        }
    }

    private void guardFree(SeatId seat) {
        guardOpen();
        if (keptBy(seat) != null) {
            throw Refused.because(Refusals.ALREADY_TAKEN);
        }
    }

    private void guardTakenBy(SeatId seat) {
        guardOpen();
        if (claimedBy == null) {
            throw Refused.because(Refusals.NOT_TAKEN);
        }
        if (!claimedBy.equals(seat)) {
            throw Refused.because(Refusals.NOT_YOURS);
        }
    }

    private void step(Step.What what, @Nullable SeatId seat, @Nullable String words, boolean her) {
        steps.add(new Step(what, seat, words, her));
    }

    private void tell(@Nullable SeatId seat, String key, boolean urgent) {
        if (seat != null) {
            tells.add(new Tell(seat, key, urgent));
        }
    }

    /** Who has it in hand, and who stands behind its promise where that is another. */
    private void tellThoseBehindIt(String key, boolean urgent) {
        tell(claimedBy, key, urgent);
        if (desk != null && !desk.equals(claimedBy)) {
            tell(desk, key, urgent);
        }
    }

    private void tellHer(String key, boolean urgent) {
        tells.add(new Tell(null, key, urgent));
    }

    public Facts facts() {
        return facts;
    }

    /** As it was when it was read. */
    public State before() {
        return before;
    }

    /** As it is now. */
    public State now() {
        return new State(
                stage,
                heldBy,
                desk,
                overseer,
                claimedBy,
                receiver,
                offeredTo,
                offeredDesk,
                why,
                dueAt,
                contactedAt,
                late,
                asks,
                satisfied,
                word,
                heardBy,
                endedAt);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    public List<ClockChange> clocks() {
        return List.copyOf(clocks);
    }

    public List<Tell> tells() {
        return List.copyOf(tells);
    }

    @Override
    public String toString() {
        return "request " + Objects.toString(facts.id);
    }
}
