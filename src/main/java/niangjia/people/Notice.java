package niangjia.people;

import java.time.LocalDate;
import java.util.Map;

/** The privacy notice's versions; each consent names the one that it was given to. */
public final class Notice {

    /** The one in force. */
    public static final String VERSION = "2026-11";

    /** Since when each is in force. */
    public static final Map<String, LocalDate> SINCE = Map.of(VERSION, LocalDate.of(2026, 11, 23));

    private Notice() {}
}
