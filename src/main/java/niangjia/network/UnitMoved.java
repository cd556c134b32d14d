package niangjia.network;

import niangjia.shared.UnitId;

/** A unit hangs under another parent; sums above it follow. */
public record UnitMoved(UnitId unit, UnitId from, UnitId to) {}
