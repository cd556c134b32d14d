package niangjia.access;

import org.jspecify.annotations.Nullable;

/** What a browser is called to its owner. */
public final class DeviceName {

    private DeviceName() {}

    /**
     * Enough to recognise one's own: the browser and the system, never a fingerprint.
     *
     * @param agent what the browser says of itself
     */
    public static String of(@Nullable String agent) {
        return Sessions.device(agent);
    }
}
