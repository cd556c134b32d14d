package niangjia.contact.tasks;

import java.time.Instant;
import niangjia.network.WorkingTime;

/** The measures under which the sums of a unit and all below it are kept. */
public final class Counted {

    /** Open pairings, at the unit of the seat. */
    public static final String PAIRING = "contact.pairing";

    /** Women and households with at least one of them, each once. */
    public static final String WOMAN = "contact.woman";

    /** Points of contact that are open. */
    public static final String POINT = "contact.point";

    private Counted() {}

    /** Visits of a year that made contact. */
    public static String visits(int year) {
        return "contact.visit." + year;
    }

    /** Ways of a year that found nobody. */
    static String nobody(int year) {
        return "contact.nobody." + year;
    }

    static String of(boolean contact, Instant at) {
        int year = at.atZone(WorkingTime.ZONE).getYear();
        return contact ? visits(year) : nobody(year);
    }
}
