package niangjia.network;

import niangjia.shared.UnitId;

/**
 * A place that matches what somebody typed.
 *
 * @param path what stands above it, in words: 河南省 › 漯河市
 */
public record FoundPlace(UnitId id, String name, String path) {}
