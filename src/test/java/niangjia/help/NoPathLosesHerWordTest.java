package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Request.ClockChange;
import niangjia.help.model.Route;
import niangjia.help.model.Satisfied;
import niangjia.help.model.Stage;
import niangjia.help.model.Step;
import niangjia.help.model.Terms;
import niangjia.network.WorkingTime;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;

/** Whatever everybody does in whatever order: only she ends a matter as done. */
class NoPathLosesHerWordTest {

    private static final int WALKS = 30_000;
    private static final int STEPS = 40;

    @Test
    void onTensOfThousandsOfRandomWalks() {
        Map<Stage, Integer> ends = new HashMap<>();
        int taken = 0;
        for (int seed = 0; seed < WALKS; seed++) {
            var walk = new Walk(seed);
            for (int n = 0; n < STEPS; n++) {
                walk.on();
            }
            taken += walk.steps.size();
            ends.merge(walk.state.stage(), 1, Integer::sum);
        }
        System.out.println("walks: " + WALKS + ", steps taken: " + taken + ", ends: " + ends);
        assertThat(ends).containsKeys(Stage.DONE, Stage.NO_WORD, Stage.IN_HAND);
    }

    /** One request, everybody who may touch it, and time. */
    private static final class Walk {

        private record Running(Request.Clock what, Instant due) {}

        private final int seed;
        private final Random random;
        private final Request.Facts facts;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Running, String> clocks = new HashMap<>();
        private final Set<SeatId> workers = new HashSet<>();
        private Request.State state;
        private Instant now = Instant.parse("2026-05-21T01:00:00Z");
        private String told = "";

        Walk(int seed) {
            this.seed = seed;
            random = new Random(seed);
            Kind kind = random.nextInt(4) == 0 ? Kind.VIOLENCE : Kind.WORK;
            var terms =
                    Terms.of(
                            Map.of(),
                            new WorkingTime(Map.of(), 0),
                            kind,
                            kind.sealed() || random.nextInt(4) == 0);
            boolean danger = kind.sealed() || terms.firstContact().length().toMinutes() == 30;
            facts =
                    new Request.Facts(
                            new RequestId(new Province((short) 41), new UUID(7, seed)),
                            unit(),
                            kind,
                            danger,
                            kind.sealed(),
                            false,
                            false,
                            now,
                            random.nextBoolean() ? seat() : null,
                            terms);
            boolean found = random.nextInt(5) > 0;
            Instant due = found ? terms.firstContactDue(now) : null;
            state =
                    new Request.State(
                            Stage.WAITING,
                            found ? unit() : null,
                            found ? seat() : null,
                            found && random.nextBoolean() ? seat() : null,
                            null,
                            null,
                            null,
                            null,
                            "HER_OWN_PLACE",
                            due,
                            null,
                            false,
                            0,
                            null,
                            null,
                            null,
                            null);
            if (due != null) {
                clocks.put(new Running(Request.Clock.FIRST_CONTACT, due), "RUNNING");
            }
        }

        void on() {
            now = now.plus(Duration.ofMinutes(random.nextInt(600)));
            boolean abandoned = state.claimedBy() != null && random.nextInt(6) == 0;
            var request = new Request(facts, state, Set.copyOf(workers), abandoned);
            SeatId seat = seat();
            String words = random.nextBoolean() ? "好" : null;
            int verb = random.nextInt(19);
            boolean herWord = false;
            try {
                switch (verb) {
                    case 0 -> request.claim(seat, words, now);
                    case 1 -> request.say(seat, "好", now);
                    case 2 -> request.reached(seat, "好", now);
                    case 3 -> request.note(seat, "好");
                    case 4 -> request.sheSays("好");
                    case 5 -> request.offerTo(seat, unit(), seat(), "好");
                    case 6 -> request.accept(seat, random.nextBoolean() ? seat() : null, now);
                    case 7 -> request.decline(seat, words);
                    case 8, 9 -> request.proposeDone(seat, words, now);
                    case 10 -> {
                        if (random.nextInt(8) == 0) {
                            herWord = true;
                            request.sheSaysDone(Satisfied.YES, words, now);
                        }
                    }
                    case 11 -> request.sheSaysNotYet(words, now);
                    case 12 -> {
                        herWord =
                                facts.askedBy() != null
                                        && !workers.contains(seat)
                                        && !seat.equals(facts.askedBy());
                        request.heardFromHer(seat, random.nextBoolean(), Satisfied.NO, words, now);
                    }
                    case 13, 14, 15 -> nextClock(request);
                    case 16 -> {
                        if (state.heldBy() != null) {
                            request.follow(above(), now);
                        }
                    }
                    case 17 -> {
                        request.takeFromBelow(seat, unit(), random.nextBoolean() ? seat() : null);
                        request.claim(seat, words, now);
                    }
                    default -> {
                        if (state.heldBy() == null
                                && above() instanceof Route.To to
                                && !state.stage().ended()) {
                            request.foundDesk(to, now);
                        }
                    }
                }
            } catch (Refused refused) {
                told = "verb " + verb + " refused";
                assertSame(request);
                return;
            } catch (RuntimeException accident) {
                fail("seed " + seed + ", verb " + verb, accident);
            }
            told = "seed " + seed + ", verb " + verb + ", from " + state;
            keep(request, herWord);
        }

        /** Turns the earliest clock that runs, as the program does. */
        private void nextClock(Request request) {
            Running first =
                    clocks.entrySet().stream()
                            .filter(c -> c.getValue().equals("RUNNING"))
                            .map(Map.Entry::getKey)
                            .min(
                                    java.util.Comparator.comparing(Running::due)
                                            .thenComparing(Running::what))
                            .orElse(null);
            if (first == null) {
                return;
            }
            assertThat(state.stage().ended()).as("a clock runs after the end: " + told).isFalse();
            now = first.due.isAfter(now) ? first.due : now;
            if (first.what == Request.Clock.HER_WORD) {
                request.silent(above(), now);
            } else {
                request.ranOut(first.what, above(), now);
            }
        }

        private void assertSame(Request request) {
            assertThat(request.now())
                    .as("a refusal changes nothing: seed " + seed)
                    .isEqualTo(state);
            assertThat(request.steps()).isEmpty();
            assertThat(request.clocks()).isEmpty();
            assertThat(request.tells()).isEmpty();
        }

        private void keep(Request request, boolean herWord) {
            Request.State then = state;
            state = request.now();
            for (ClockChange change : request.clocks()) {
                turn(change);
            }
            for (Step step : request.steps()) {
                steps.add(step);
                if (step.seat() != null
                        && Set.of("claimed", "said", "reached", "noted", "proposed", "accepted")
                                .contains(step.what().word())) {
                    workers.add(step.seat());
                }
            }
            if (then.stage().ended()) {
                assertThat(state).as("what ended never changes: " + told).isEqualTo(then);
            }
            if (state.stage() == Stage.DONE && then.stage() != Stage.DONE) {
                assertThat(herWord).as("only she says done: " + told).isTrue();
                assertThat(state.satisfied()).isNotNull();
            }
            if (facts.danger() || facts.sealed()) {
                assertThat(state.stage()).as(told).isNotEqualTo(Stage.NO_WORD);
            }
            if (state.stage() == Stage.IN_HAND || state.stage() == Stage.HER_WORD) {
                assertThat(state.claimedBy()).as("somebody has it in hand: " + told).isNotNull();
            }
            if (facts.sealed() && state.claimedBy() != null && !state.stage().ended()) {
                assertThat(state.claimedBy())
                        .as("who has a sealed matter in hand sees it: " + told)
                        .isEqualTo(state.desk());
            }
            assertThat(state.stage() == Stage.NO_WORD && state.satisfied() != null)
                    .as("silence is never solved")
                    .isFalse();
            assertThat(state.dueAt() != null && state.desk() == null)
                    .as("a promise has a seat behind it: " + told)
                    .isFalse();
            List<Running> running =
                    clocks.entrySet().stream()
                            .filter(c -> c.getValue().equals("RUNNING"))
                            .map(Map.Entry::getKey)
                            .toList();
            boolean runs = !state.stage().ended() && (state.desk() != null || her());
            assertThat(running)
                    .as("one clock runs while it is open: " + told)
                    .hasSize(runs ? 1 : 0);
            if (runs && !her()) {
                assertThat(running.getFirst().due).as(told).isEqualTo(state.dueAt());
            }
        }

        private boolean her() {
            return state.stage() == Stage.HER_WORD;
        }

        private void turn(ClockChange change) {
            switch (change) {
                case ClockChange.Start(var what, var due) ->
                        clocks.put(new Running(what, due), "RUNNING");
                case ClockChange.End(var what, var as) ->
                        clocks.replaceAll((clock, was) ->
                                clock.what == what
                                                && (was.equals("RUNNING") || was.equals("PAUSED"))
                                        ? as
                                        : was);
            }
        }

        private Route above() {
            return random.nextBoolean()
                    ? new Route.Nobody(List.of())
                    : new Route.To(
                            unit(),
                            "somewhere",
                            seat(),
                            "somebody",
                            random.nextBoolean() ? seat() : null,
                            Route.Why.NEAREST_ABOVE,
                            List.of());
        }

        private SeatId seat() {
            return new SeatId(new UUID(2, random.nextInt(4)));
        }

        private UnitId unit() {
            return new UnitId(new UUID(1, random.nextInt(4)));
        }
    }
}
