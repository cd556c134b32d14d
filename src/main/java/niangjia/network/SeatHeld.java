package niangjia.network;

import niangjia.shared.PersonId;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;

/**
 * A seat and who holds it today.
 *
 * @param knownAs the name under which the holder is known in public
 * @param skills what the holder is good at, in her own words; may be empty
 * @param post chair, vice-chair, executive member or cadre
 */
public record SeatHeld(
        SeatId seat,
        PersonId holder,
        String knownAs,
        String post,
        String skills,
        boolean onDuty,
        Place place) {

    /** What somebody sees who acts from this seat: its place and below. */
    public Scope.Branch branch() {
        return new Scope.Branch(seat, holder, place.id(), place.position(), place.last());
    }
}
