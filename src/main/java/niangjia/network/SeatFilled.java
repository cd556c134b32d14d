package niangjia.network;

import niangjia.shared.SeatId;
import niangjia.shared.UnitId;

/** Somebody sits in a seat that was empty: what waits there meets another person. */
public record SeatFilled(UnitId unit, SeatId seat) {}
