package niangjia.shared;

import java.util.UUID;

/** The identity of a seat in a federation; it outlives whoever holds it. */
public record SeatId(UUID value) {

    public static SeatId of(String text) {
        return new SeatId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
