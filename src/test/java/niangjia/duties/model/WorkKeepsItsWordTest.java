package niangjia.duties.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is done with a piece of work, in any order: what must never be so never is. */
class WorkKeepsItsWordTest {

    private static final int CAP = 5;
    private static final List<SeatId> SEATS =
            List.of(seat(1), seat(2), seat(3), seat(4), seat(5), seat(6));

    @Test
    void afterAnyTenThousandVerbs() {
        int ended = 0;
        for (int run = 0; run < 1000; run++) {
            var random = new Random(run);
            Rule rule = Rule.values()[random.nextInt(Rule.values().length)];
            Work work = work(rule, rule == Rule.VISIT ? SEATS.getFirst() : null);
            for (int i = 0; i < 40; i++) {
                Stage before = work.stage();
                List<SeatId> hands = work.hands();
                SeatId by = SEATS.get(random.nextInt(SEATS.size()));
                int verb = random.nextInt(9);
                boolean done = tried(work, random, verb, by);
                if (before.ended() || !done) {
                    assertThat(work.stage()).as("what is over or refused stays").isEqualTo(before);
                    assertThat(work.hands()).isEqualTo(hands);
                }
                holds(work, hands, by, done && verb == 4);
            }
            ended += work.stage().ended() ? 1 : 0;
        }
        assertThat(ended).isGreaterThan(100);
    }

    private static void holds(Work work, List<SeatId> before, SeatId by, boolean confirmed) {
        boolean free = work.facts().rule() == Rule.OFFERED;
        assertThat(work.hands()).doesNotHaveDuplicates();
        if (!work.stage().ended()) {
            assertThat(work.hands().isEmpty()).isEqualTo(work.stage() == Stage.OPEN);
            assertThat(work.team() || work.hands().size() <= 1).as("alone is alone").isTrue();
        }
        if (work.facts().only() != null) {
            assertThat(List.of(work.facts().only())).containsAll(work.hands());
        }
        if (work.stage() == Stage.RESULT) {
            assertThat(free).isTrue();
            assertThat(work.hands()).contains(work.resultBy());
        }
        if (work.stage() == Stage.DONE) {
            assertThat(work.ended())
                    .as("a fact closes it, or who offered it says so; never a tick")
                    .isEqualTo(free ? Work.Ended.CONFIRMED : Work.Ended.FACT);
            if (free && confirmed) {
                assertThat(before).as("nobody confirms her own").doesNotContain(by);
            }
        }
    }

    /** Whether the verb was taken. */
    private static boolean tried(Work work, Random random, int verb, SeatId by) {
        try {
            switch (verb) {
                case 0, 1 -> {
                    return switch (work.claim(by, random.nextBoolean(), random.nextInt(6), CAP)) {
                        case Work.Claim.Made(), Work.Claim.Joined() -> true;
                        case Work.Claim.HersAlready(),
                                Work.Claim.TakenBy(_),
                                Work.Claim.FullHands(_) ->
                                false;
                    };
                }
                case 2 -> work.leave(by);
                case 3 -> work.tellsResult(by);
                case 4 -> work.confirm(by);
                case 5 -> work.sendBack(by);
                case 6 -> work.goesOver(by, SEATS.get(random.nextInt(SEATS.size())));
                case 7 -> {
                    if (random.nextInt(6) > 0) {
                        return false;
                    }
                    work.withdraw();
                }
                default -> {
                    if (random.nextInt(6) > 0) {
                        return false;
                    }
                    work.factChanged(random.nextBoolean());
                }
            }
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    @Test
    void whoHasFullHandsTakesNothingMore() {
        assertThat(work(Rule.OFFERED, null).claim(SEATS.getFirst(), false, CAP, CAP))
                .isEqualTo(new Work.Claim.FullHands(CAP));
    }

    @Test
    void theSecondJoinsATeamOrHearsWhoHasIt() {
        Work alone = work(Rule.BLIND_SPOT, null);
        assertThat(alone.claim(SEATS.get(0), false, 0, CAP)).isEqualTo(new Work.Claim.Made());
        assertThat(alone.claim(SEATS.get(1), true, 0, CAP))
                .isEqualTo(new Work.Claim.TakenBy(SEATS.get(0)));
        Work team = work(Rule.BLIND_SPOT, null);
        team.claim(SEATS.get(0), true, 0, CAP);
        assertThat(team.claim(SEATS.get(1), false, 0, CAP)).isEqualTo(new Work.Claim.Joined());
        assertThat(team.hands()).containsExactly(SEATS.get(0), SEATS.get(1));
    }

    @Test
    void noWordClosesWhatARuleFound() {
        Work visit = work(Rule.VISIT, SEATS.getFirst());
        visit.claim(SEATS.getFirst(), false, 0, CAP);
        assertThatThrownBy(() -> visit.tellsResult(SEATS.getFirst())).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> visit.confirm(SEATS.get(1))).isInstanceOf(Refused.class);
        visit.factChanged(true);
        assertThat(visit.stage()).isEqualTo(Stage.DONE);
    }

    private static Work work(Rule rule, @Nullable SeatId only) {
        var unit = new UnitId(new UUID(7, 7));
        return Work.fresh(
                new Work.Facts(
                        new Province((short) 53),
                        new UUID(7, 8),
                        rule,
                        new UUID(7, 9),
                        unit,
                        true,
                        only,
                        rule == Rule.OFFERED ? unit : null));
    }

    private static SeatId seat(int n) {
        return new SeatId(new UUID(n, n));
    }
}
