package niangjia.help.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import niangjia.network.WorkingTime;

/**
 * What a federation promises: how soon somebody speaks with her, how soon it is solved. The names
 * are those of the settings in the net; the nearest value upwards wins, and these defaults where
 * nobody has set one.
 *
 * @param calendar the working days by which a term in working time is counted
 */
public record Terms(Term firstContact, Term resolution, WorkingTime calendar) {

    public static final String FIRST_CONTACT = "help.first-contact";
    public static final String RESOLUTION = "help.resolution";

    private static final Duration DANGER = Duration.ofMinutes(30);
    private static final Duration DANGER_AT_MOST = Duration.ofHours(2);

    /** A length of time, by the calendar or in working time. */
    public record Term(Duration length, boolean working) {}

    /** Reads the terms for a kind out of the settings in force at a place. */
    public static Terms of(
            Map<String, String> settings, WorkingTime calendar, Kind kind, boolean danger) {
        Term first =
                danger
                        ? term(settings, FIRST_CONTACT + ".danger").orElse(new Term(DANGER, false))
                        : term(settings, FIRST_CONTACT + "." + kind.word())
                                .or(() -> term(settings, FIRST_CONTACT))
                                .orElse(new Term(Duration.ofHours(24), false));
        if (danger && (first.working || first.length.compareTo(DANGER_AT_MOST) > 0)) {
            first = new Term(DANGER_AT_MOST, false);
        }
        Term done =
                term(settings, RESOLUTION + "." + kind.word())
                        .or(() -> term(settings, RESOLUTION))
                        .orElse(new Term(Duration.ofDays(kind.sealed() ? 15 : 7), false));
        return new Terms(first, done, calendar);
    }

    public Instant firstContactDue(Instant from) {
        return due(firstContact, from);
    }

    public Instant resolutionDue(Instant from) {
        return due(resolution, from);
    }

    /**
     * When a clock falls due that stood still for a while: what was left of it is left still. Of a
     * promise in working time that is working time.
     */
    public Instant goesOn(Request.Clock clock, Instant due, Instant since, Instant now) {
        boolean working =
                switch (clock) {
                    case FIRST_CONTACT -> firstContact.working;
                    case RESOLUTION -> resolution.working;
                    case HER_WORD -> false;
                };
        if (working) {
            return calendar.after(now, calendar.between(since, due));
        }
        return due.isAfter(since) ? now.plus(Duration.between(since, due)) : now;
    }

    private Instant due(Term term, Instant from) {
        return term.working ? calendar.after(from, term.length) : from.plus(term.length);
    }

    private static Optional<Term> term(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(Terms::parse);
    }

    /**
     * An ISO 8601 duration, with " working" behind it if it counts working time, such as {@code
     * PT8H working}.
     */
    private static Term parse(String value) {
        boolean working = value.endsWith(" working");
        return new Term(
                Duration.parse(working ? value.substring(0, value.length() - 8) : value), working);
    }

    /** Whether a federation may agree on this value. */
    public static boolean isTerm(String value) {
        try {
            Duration length = parse(value).length;
            return length.isPositive() && length.compareTo(Duration.ofDays(366)) <= 0;
        } catch (DateTimeException | ArithmeticException nonsense) {
            return false;
        }
    }
}
