package niangjia.relief.web;

import java.util.UUID;
import niangjia.relief.model.Terms;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What the forms of a pledge have in common. */
public final class PledgeForm {

    private PledgeForm() {}

    /** In what it is counted and at what price, as she saw it. */
    public static String of(Terms terms) {
        return terms.measure() + "/" + terms.price().fen();
    }

    /** The window that she chose; none where nothing stands there to be chosen. */
    static @Nullable UUID window(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("window", "relief.pledge.window");
        }
    }
}
