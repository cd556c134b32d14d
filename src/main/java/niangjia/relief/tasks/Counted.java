package niangjia.relief.tasks;

/** The measures under which the sums of a unit and all below it are kept. */
public final class Counted {

    /** Campaigns that are open or being handed over, at the township that is shown. */
    public static final String OPEN = "relief.open";

    /** Those that ended with something delivered. */
    public static final String DELIVERED = "relief.delivered";

    /** Those that ended without: they are seen as such. */
    public static final String NOTHING = "relief.nothing";

    private Counted() {}
}
