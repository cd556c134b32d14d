package niangjia.records;

import java.time.Instant;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done or opened.
 *
 * @param act the text key of what happened, such as {@code help.opened}
 * @param matter the matter that it is about
 * @param sealed true: only those of the matter may see even this entry
 */
public record Entry(
        Province province,
        Instant at,
        String act,
        Door door,
        @Nullable SeatId seat,
        @Nullable PersonId person,
        @Nullable UnitId unit,
        java.util.@Nullable UUID matter,
        boolean sealed,
        @Nullable String reason) {

    /** Through which door somebody came. */
    public enum Door {
        PAGE,
        INTERFACE,
        CLOCK,
        CONSOLE,
        DEMONSTRATION
    }
}
