package niangjia.relief.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import niangjia.shared.Quantity.Measure;

/** What kind of need it is: item × measure × quantity × latest useful day. */
public enum Need {
    /** Own-grown goods; needs no business licence (电子商务法 10). */
    PRODUCE(false, List.of(Measure.KILOGRAM, Measure.TONNE, Measure.BOX, Measure.PIECE)),
    /** What a shop or a workshop has left after a flood or a fire. */
    STOCK(false, List.of(Measure.PIECE, Measure.BOX, Measure.KILOGRAM)),
    /** Places in a class that has to fill. */
    SEATS(false, List.of(Measure.PERSON)),
    /** Hands for a harvest. */
    LABOUR(true, List.of(Measure.HOUR, Measure.PERSON, Measure.MU)),
    /** Loads to be driven. */
    TRANSPORT(true, List.of(Measure.TONNE, Measure.HOUR, Measure.PIECE));

    private final boolean sought;
    private final List<Measure> measures;

    Need(boolean sought, List<Measure> measures) {
        this.sought = sought;
        this.measures = measures;
    }

    /** Something that she seeks, so that she pays whoever comes; else she offers it. */
    public boolean sought() {
        return sought;
    }

    /** In what it is counted, the usual one first. */
    public List<Measure> measures() {
        return measures;
    }

    public static Optional<Need> of(String word) {
        return Arrays.stream(values()).filter(need -> need.name().equals(word)).findFirst();
    }
}
