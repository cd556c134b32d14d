package niangjia.help.model;

import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A unit on the way up from her place, and the desk there, if somebody is on duty who takes this
 * kind.
 *
 * @param territory false for a market, a building and the like
 * @param seat the seat on duty, or none
 */
public record Rung(
        UnitId unit,
        String name,
        int depth,
        boolean shown,
        boolean territory,
        @Nullable SeatId seat,
        @Nullable String knownAs) {}
