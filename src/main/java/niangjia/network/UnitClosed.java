package niangjia.network;

import niangjia.shared.UnitId;

/** A unit was closed; what it held goes on with its successor. */
public record UnitClosed(UnitId unit, UnitId successor) {}
