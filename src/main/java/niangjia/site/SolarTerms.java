package niangjia.site;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The twenty-four solar terms, each the day on which the sun passes another 15 degrees of its way.
 * The sun's place is computed to about 0.01 degrees (Meeus, Astronomical Algorithms, chapter 25), a
 * quarter of an hour.
 */
final class SolarTerms {

    static final int NONE = -1;
    private static final int FIRST = 285;

    private SolarTerms() {}

    /** The number of the term that falls on this day, counted from 小寒 as 0, or {@link #NONE}. */
    static int on(LocalDate day) {
        int before = reached(day.atStartOfDay(Look.ZONE).toInstant());
        int after = reached(day.plusDays(1).atStartOfDay(Look.ZONE).toInstant());
        return before == after ? NONE : after;
    }

    private static int reached(Instant moment) {
        double way = longitude(moment) - FIRST;
        return (int) Math.floor((way % 360 + 360) % 360 / 15);
    }

    private static double longitude(Instant moment) {
        double centuries = (moment.getEpochSecond() / 86_400.0 + 2_440_587.5 - 2_451_545) / 36_525;
        double mean = 280.46646 + 36_000.76983 * centuries;
        double anomaly = Math.toRadians(357.52911 + 35_999.05029 * centuries);
        double centre =
                (1.914602 - 0.004817 * centuries) * Math.sin(anomaly)
                        + 0.019993 * Math.sin(2 * anomaly)
                        + 0.000289 * Math.sin(3 * anomaly);
        double node = Math.toRadians(125.04 - 1_934.136 * centuries);
        return mean + centre - 0.00569 - 0.00478 * Math.sin(node);
    }
}
