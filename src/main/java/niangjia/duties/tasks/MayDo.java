package niangjia.duties.tasks;

import niangjia.duties.model.Work;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import org.springframework.stereotype.Component;

/**
 * Who may do what with work, projects, studios and plans; asked by every verb, and nowhere else.
 * What lies elsewhere is not there for her.
 */
@Component
public class MayDo {

    private final Network network;

    MayDo(Network network) {
        this.network = network;
    }

    /** The chair, a vice-chair or a cadre. */
    public static boolean leads(SeatHeld me) {
        return !me.post().equals("EXECUTIVE_MEMBER");
    }

    /** A place that she sits in or above. */
    public Place see(SeatHeld me, UnitId unit) {
        return network.place(unit)
                .filter(Place::shown)
                .filter(place -> me.branch().covers(place.position()))
                .orElseThrow(NotHere::new);
    }

    /** A place whose work she may offer, confirm and take back. */
    public Place lead(SeatHeld me, UnitId unit) {
        Place place = see(me, unit);
        if (place.closed()) {
            throw Refused.because("network.refused.closed", place.name());
        }
        if (!leads(me)) {
            throw Refused.because("network.refused.post");
        }
        return place;
    }

    public boolean leadsAt(SeatHeld me, Place place) {
        return leads(me) && me.branch().covers(place.position());
    }

    /**
     * Asked of her: of her seat, of her unit, or of all below a unit that she sits below.
     *
     * @param place where the work is
     */
    public static boolean asked(SeatHeld me, Work.Facts facts, Place place) {
        if (facts.only() != null) {
            return facts.only().equals(me.seat());
        }
        return place.id().equals(me.place().id())
                || facts.below()
                        && place.position() <= me.place().position()
                        && me.place().position() <= place.last();
    }

    /** It is hers to see: it is asked of her, or lies in her branch. */
    public void seeWork(SeatHeld me, Work.Facts facts, Place place, boolean inHand) {
        if (!inHand && !asked(me, facts, place) && !me.branch().covers(place.position())) {
            throw new NotHere();
        }
    }

    public void claim(SeatHeld me, Work.Facts facts, Place place) {
        seeWork(me, facts, place, false);
        if (!asked(me, facts, place)) {
            throw Refused.because("duties.refused.not-asked");
        }
        if (!me.onDuty()) {
            throw Refused.because("duties.refused.away");
        }
    }

    /** Whoever offered it, or leads a place above. */
    public void answerFor(SeatHeld me, Work.Facts facts) {
        if (facts.byUnit() == null) {
            throw Refused.because("duties.refused.fact-closes");
        }
        lead(me, facts.byUnit());
    }
}
