package niangjia.contact;

import java.util.UUID;
import niangjia.shared.Province;
import niangjia.shared.SeatId;

/** A pairing ended, by her, by the seat, or because what was kept of her was erased. */
public record PairingEnded(Province province, UUID pairing, SeatId seat) {}
