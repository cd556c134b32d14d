package niangjia.network;

import java.util.Optional;
import niangjia.shared.Province;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the net as it is today.
 *
 * @param code its division code; none for the nation and beside the territory
 * @param depth how many units stand above it
 * @param position where it stands in the tree; everything below it stands up to {@code last}
 * @param shown false for a grouping code that is no place
 */
public record Place(
        UnitId id,
        Province province,
        @Nullable String code,
        String name,
        String kind,
        @Nullable UnitId parent,
        int depth,
        long position,
        long last,
        boolean shown,
        Standing standing,
        boolean closed) {

    /** What is known of the federation in a place. */
    public enum Standing {
        /** The place has none by its nature. */
        NONE,
        /** Nobody has said yet whether there is one. */
        UNKNOWN,
        /** A source names it. */
        LISTED,
        /** A founding act is recorded. */
        FOUNDED
    }

    public Optional<String> divisionCode() {
        return Optional.ofNullable(code);
    }
}
