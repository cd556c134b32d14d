package niangjia.records.model;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * A place that the administrator of the database cannot write, where every root goes as soon as it
 * is made. Only as good as the distance between the two: see {@link #apart}.
 */
public interface Witness {

    /** By whose days batches are kept. */
    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** How far it stands from the database. */
    enum Apart {
        /** Another account, or another machine. */
        YES,
        /** The account that the database's server runs under could write it. */
        SAME_ACCOUNT
    }

    /**
     * Keeps a batch for good; returns when it would outlive a power cut. The same batch told again
     * does no harm, since whoever dies before he noted the answer tells it again.
     */
    void tell(Batch batch) throws IOException;

    /** Every batch that was told on that day or later, in the order in which they were told. */
    void read(LocalDate from, Consumer<Batch> each) throws IOException;

    Apart apart();
}
