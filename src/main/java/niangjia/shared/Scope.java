package niangjia.shared;

/**
 * Who reads: every query takes one. What everybody may see is asked for with {@link #everyone()}; a
 * seat sees its place and below, as an interval of the tree.
 */
public sealed interface Scope {

    /** A passer-by: public content only. */
    record Everyone() implements Scope {}

    /**
     * Somebody acting from a seat.
     *
     * @param unit the seat's place
     * @param first the place's position in the tree
     * @param last the last position below it
     */
    record Branch(SeatId seat, PersonId person, UnitId unit, long first, long last)
            implements Scope {

        public boolean covers(long position) {
            return first <= position && position <= last;
        }
    }

    static Scope everyone() {
        return new Everyone();
    }
}
