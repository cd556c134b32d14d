package niangjia.network;

import niangjia.shared.SeatId;
import niangjia.shared.UnitId;

/** A seat went off duty or lost its holder: what stood on its word needs another. */
public record DeskLeft(UnitId unit, SeatId seat) {}
