package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.help.model.Route;
import niangjia.help.model.Rung;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;

/** The nearest desk upwards answers, and the reason is known. */
class WhoAnswersTest {

    private static final String[] LEVELS = {
        "nation", "province", "city", "county", "township", "village"
    };

    @Test
    void herOwnPlaceIfSomebodyIsOnDutyThere() {
        var to = to(Route.along(chain(5, 5, 3), false, false, false, Set.of()));
        assertThat(to.unitName()).isEqualTo("village");
        assertThat(to.overseer()).isEqualTo(seat(3));
        assertThat(to.why()).isEqualTo(Route.Why.HER_OWN_PLACE);
        assertThat(to.passed()).isEmpty();
    }

    @Test
    void elseTheNearestAboveAndTheGapsAreTold() {
        var to = to(Route.along(chain(5, 2), false, false, false, Set.of()));
        assertThat(to.unitName()).isEqualTo("city");
        assertThat(to.why()).isEqualTo(Route.Why.NEAREST_ABOVE);
        assertThat(to.passed()).containsExactly(unit(5), unit(4), unit(3));
        assertThat(to.overseer()).isNull();
    }

    @Test
    void herOwnVillageIsSkippedAsSheAsked() {
        var to = to(Route.along(chain(5, 5, 4), false, true, false, Set.of()));
        assertThat(to.unitName()).isEqualTo("township");
        assertThat(to.why()).isEqualTo(Route.Why.SKIPPED_AS_SHE_ASKED);
        assertThat(to.passed()).isEmpty();
    }

    @Test
    void aSealedMatterPassesByVillageAndTownship() {
        var to = to(Route.along(chain(5, 5, 4, 3, 1), true, false, false, Set.of()));
        assertThat(to.unitName()).isEqualTo("county");
        assertThat(to.overseer()).isEqualTo(seat(1));
        assertThat(to.why()).isEqualTo(Route.Why.SKIPPED_TO_KEEP_IT_SEALED);
    }

    @Test
    void unlessSheWantsItNear() {
        assertThat(to(Route.along(chain(5, 5, 4), true, false, true, Set.of())).unitName())
                .isEqualTo("village");
        assertThat(to(Route.along(chain(5, 5, 4), true, true, true, Set.of())).unitName())
                .isEqualTo("township");
    }

    @Test
    void aGroupingCodeIsWalkedThroughAndIsNoGap() {
        List<Rung> chain = new ArrayList<>(chain(5, 1));
        chain.set(3, new Rung(unit(2), "市辖区", 2, false, true, seat(2), "nobody"));
        var to = to(Route.along(chain, false, false, false, Set.of()));
        assertThat(to.unitName()).isEqualTo("province");
        assertThat(to.passed()).doesNotContain(unit(2));
    }

    @Test
    void aSeatThatMustNotGetItIsPassed() {
        var to = to(Route.along(chain(5, 5, 3), false, false, false, Set.of(seat(5))));
        assertThat(to.unitName()).isEqualTo("county");
        assertThat(to.passed()).contains(unit(5));
    }

    @Test
    void nobodyUpToTheNationIsSaidAsItIs() {
        var nobody = Route.along(chain(5), false, false, false, Set.of());
        assertThat(nobody).isInstanceOf(Route.Nobody.class);
        assertThat(nobody.passed()).hasSize(6);
    }

    private static Route.To to(Route route) {
        assertThat(route).isInstanceOf(Route.To.class);
        return (Route.To) route;
    }

    /** From a depth up to the nation, with somebody on duty at these depths. */
    private static List<Rung> chain(int from, int... onDuty) {
        List<Rung> chain = new ArrayList<>();
        for (int depth = from; depth >= 0; depth--) {
            int here = depth;
            boolean open = java.util.Arrays.stream(onDuty).anyMatch(d -> d == here);
            chain.add(
                    new Rung(
                            unit(depth),
                            LEVELS[depth],
                            depth,
                            true,
                            true,
                            open ? seat(depth) : null,
                            open ? "she of the " + LEVELS[depth] : null));
        }
        return chain;
    }

    private static UnitId unit(int depth) {
        return new UnitId(new UUID(1, depth));
    }

    private static SeatId seat(int depth) {
        return new SeatId(new UUID(2, depth));
    }
}
