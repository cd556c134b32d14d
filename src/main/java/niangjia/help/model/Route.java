package niangjia.help.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/** Who answers: the nearest desk upwards, or nobody up to the nation. */
public sealed interface Route {

    /** Units that were passed over because nobody there is on duty who takes this kind. */
    List<UnitId> passed();

    /**
     * @param overseer the next desk above; may see a sealed matter too
     */
    record To(
            UnitId unit,
            String unitName,
            SeatId desk,
            String knownAs,
            @Nullable SeatId overseer,
            Why why,
            List<UnitId> passed)
            implements Route {}

    record Nobody(List<UnitId> passed) implements Route {}

    /** The reason that is recorded and shown to staff. */
    enum Why {
        HER_OWN_PLACE,
        NEAREST_ABOVE,
        SKIPPED_AS_SHE_ASKED,
        SKIPPED_TO_KEEP_IT_SEALED,
        LATE_BELOW,
        HANDED_ON
    }

    /**
     * @param chain her place first, then what stands above it up to the nation
     * @param nobodyFrom seats that must not get it
     */
    static Route along(
            List<Rung> chain,
            boolean sealed,
            boolean skipVillage,
            boolean stayNear,
            Set<SeatId> nobodyFrom) {
        int deepest = sealed && !stayNear ? 3 : skipVillage ? 4 : 7;
        boolean skipped = chain.getFirst().depth() > deepest;
        var passed = new ArrayList<UnitId>();
        Rung answers = null;
        SeatId overseer = null;
        for (Rung rung : chain) {
            if (rung.depth() > deepest || !rung.shown()) {
                continue;
            }
            boolean open = rung.seat() != null && !nobodyFrom.contains(rung.seat());
            if (answers == null) {
                if (open) {
                    answers = rung;
                } else {
                    passed.add(rung.unit());
                }
            } else if (open) {
                overseer = rung.seat();
                break;
            }
        }
        if (answers == null || answers.seat() == null || answers.knownAs() == null) {
            return new Nobody(List.copyOf(passed));
        }
        Why why;
        if (skipped) {
            why = sealed && !stayNear ? Why.SKIPPED_TO_KEEP_IT_SEALED : Why.SKIPPED_AS_SHE_ASKED;
        } else if (passed.isEmpty()) {
            why = Why.HER_OWN_PLACE;
        } else {
            why = Why.NEAREST_ABOVE;
        }
        return new To(
                answers.unit(),
                answers.name(),
                answers.seat(),
                answers.knownAs(),
                overseer,
                why,
                List.copyOf(passed));
    }
}
