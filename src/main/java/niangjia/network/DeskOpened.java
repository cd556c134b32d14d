package niangjia.network;

import niangjia.shared.SeatId;
import niangjia.shared.UnitId;

/**
 * Somebody is on duty in a seat again: what waited for a seat in this place and below can be
 * answered.
 */
public record DeskOpened(UnitId unit, SeatId seat) {}
