package niangjia.duties.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When nobody is reminded of anything: from one hour of the day to another, mostly over midnight.
 * Equal hours mean that no hour is quiet.
 */
public record QuietHours(LocalTime from, LocalTime until) {

    public static final QuietHours USUAL = new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30));

    /** An hour of the day, as it is agreed on: the time since midnight. */
    public static LocalTime hour(Duration sinceMidnight) {
        return LocalTime.ofSecondOfDay(sinceMidnight.toSeconds() % Duration.ofDays(1).toSeconds());
    }

    public boolean covers(LocalTime time) {
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !from.equals(until) && (!time.isBefore(from) || time.isBefore(until));
    }

    /** That moment, or the end of the quiet hours that it lies in. */
    public Instant after(Instant at, ZoneId zone) {
        ZonedDateTime there = at.atZone(zone);
        if (!covers(there.toLocalTime())) {
            return at;
        }
        ZonedDateTime end = there.toLocalDate().atTime(until).atZone(zone);
        return (end.isAfter(there) ? end : end.plusDays(1)).toInstant();
    }
}
