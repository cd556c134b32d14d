package niangjia.network;

import niangjia.network.tasks.AddSeat;
import niangjia.shared.PersonId;
import niangjia.shared.SeatId;
import org.springframework.stereotype.Service;

/** Opens a seat outside the committee: a cadre of a federation, on duty from now on. */
@Service
public class OpenSeat {

    private final AddSeat addSeat;

    OpenSeat(AddSeat addSeat) {
        this.addSeat = addSeat;
    }

    /** Within the caller's transaction. */
    public SeatId forCadre(Place place, PersonId holder, String knownAs) {
        return addSeat.forCadre(place, holder, knownAs);
    }
}
