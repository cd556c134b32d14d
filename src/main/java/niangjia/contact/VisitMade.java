package niangjia.contact;

import java.time.Instant;
import java.util.UUID;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;

/** Somebody was visited and contact was made; whoever found nobody tells no such thing. */
public record VisitMade(
        Province province, UUID visit, UUID pairing, SeatId seat, UnitId unit, Instant at) {}
