package niangjia.network;

import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed the net; published within the transaction of the change, so that who keeps the
 * log writes it with the change or not at all.
 *
 * @param act the key of a text that names what was done
 * @param by the seat that did it; none where a woman did it for herself, or the operator
 * @param person who did it; none where the operator did, at the console
 */
public record NetChanged(
        Province province,
        UnitId unit,
        String act,
        @Nullable SeatId by,
        @Nullable PersonId person) {}
