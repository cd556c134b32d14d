package niangjia.network;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When nobody is reminded of anything: from one hour of the day to another, mostly over midnight.
 * Equal hours mean that no hour is quiet. A federation may agree on both; the nearest level
 * decides.
 */
public record QuietHours(LocalTime from, LocalTime until) {

    /** The settings of beginning and end: the time since midnight, an ISO 8601 duration. */
    public static final String FROM = "network.quiet-from";

    public static final String UNTIL = "network.quiet-until";

    public static final QuietHours USUAL = new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30));

    private static final Duration DAY = Duration.ofDays(1);

    /** As two settings say, or as usual where nothing was agreed. */
    public static QuietHours agreed(@Nullable String from, @Nullable String until) {
        return new QuietHours(hour(from).orElse(USUAL.from()), hour(until).orElse(USUAL.until()));
    }

    public static boolean isHour(String value) {
        return hour(value).isPresent();
    }

    private static Optional<LocalTime> hour(@Nullable String sinceMidnight) {
        if (sinceMidnight == null) {
            return Optional.empty();
        }
        try {
            Duration span = Duration.parse(sinceMidnight);
            return span.isNegative() || span.compareTo(DAY) > 0
                    ? Optional.empty()
                    : Optional.of(LocalTime.ofSecondOfDay(span.toSeconds() % DAY.toSeconds()));
        } catch (DateTimeParseException nonsense) {
            return Optional.empty();
        }
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
