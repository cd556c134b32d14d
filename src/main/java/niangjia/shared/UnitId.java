package niangjia.shared;

import java.util.UUID;

/**
 * The identity of a place in the net: a division, or a federation beside the territory; it never
 * changes while name, code and parent may.
 */
public record UnitId(UUID value) {

    public static UnitId of(String text) {
        return new UnitId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
