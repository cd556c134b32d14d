package niangjia.network;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * Which hours are working time: from nine to five on days that work. The State Council publishes
 * the holidays, and the weekend days worked instead, one year at a time; where it has said nothing,
 * Monday to Friday work.
 *
 * @param special days that differ from the week's rule: true works, false is free
 * @param knownUntil the last year whose holidays are laid in; zero if none is
 */
public record WorkingTime(Map<LocalDate, Boolean> special, int knownUntil) {

    /** The hour by which people live, everywhere in the country. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);

    public boolean works(LocalDate day) {
        Boolean said = special.get(day);
        return said != null
                ? said
                : day.getDayOfWeek() != DayOfWeek.SATURDAY
                        && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /**
     * Whether the published holidays reach that far; beyond them a due time is an estimate and must
     * say so.
     */
    public boolean knows(Instant at) {
        return at.atZone(ZONE).getYear() <= knownUntil;
    }

    /** How much working time lies between two moments; none if the second is not later. */
    public Duration between(Instant from, Instant until) {
        ZonedDateTime at = from.atZone(ZONE);
        ZonedDateTime end = until.atZone(ZONE);
        Duration working = Duration.ZERO;
        while (at.isBefore(end)) {
            LocalDate day = at.toLocalDate();
            if (works(day)) {
                ZonedDateTime begin = later(at, day.atTime(OPENS).atZone(ZONE));
                ZonedDateTime close = day.atTime(CLOSES).atZone(ZONE);
                ZonedDateTime stop = end.isBefore(close) ? end : close;
                working =
                        begin.isBefore(stop)
                                ? working.plus(Duration.between(begin, stop))
                                : working;
            }
            at = day.plusDays(1).atStartOfDay(ZONE);
        }
        return working;
    }

    private static ZonedDateTime later(ZonedDateTime one, ZonedDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    /** The moment at which so much working time has passed; at most ten years of it. */
    public Instant after(Instant from, Duration working) {
        if (working.compareTo(Duration.ofHours(20_000)) > 0) {
            throw new IllegalArgumentException("a term of more than ten years: " + working);
        }
        ZonedDateTime at = from.atZone(ZONE);
        Duration left = working;
        while (true) {
            LocalDate day = at.toLocalDate();
            if (works(day) && at.toLocalTime().isBefore(CLOSES)) {
                ZonedDateTime begin =
                        at.toLocalTime().isBefore(OPENS) ? day.atTime(OPENS).atZone(ZONE) : at;
                Duration today = Duration.between(begin, day.atTime(CLOSES).atZone(ZONE));
                if (left.compareTo(today) <= 0) {
                    return begin.plus(left).toInstant();
                }
                left = left.minus(today);
            }
            at = day.plusDays(1).atStartOfDay(ZONE);
        }
    }
}
