package niangjia.network;

import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A place that matches what somebody typed.
 *
 * @param path what stands above it, in words: 河南省 › 漯河市
 * @param code its division code; none beside the territory
 * @param depth how many units stand above it
 */
public record FoundPlace(
        UnitId id, String name, String path, @Nullable String code, String kind, int depth) {}
