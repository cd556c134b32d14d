package niangjia.database;

/**
 * What a module brings to the demonstration: believable, from a fixed seed, the same every time.
 */
public interface DemonstrationPart {

    /** Parts are laid in from the ground up. */
    int order();

    /** Lays it in, within one transaction of all parts. */
    void lay();
}
