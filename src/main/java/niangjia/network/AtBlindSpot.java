package niangjia.network;

import niangjia.shared.UnitId;

/**
 * What a module above can do about a blind spot; shown beside it in the list to who has signed in.
 */
public interface AtBlindSpot {

    /** The key of what the link says. */
    String text();

    String href(UnitId unit);
}
