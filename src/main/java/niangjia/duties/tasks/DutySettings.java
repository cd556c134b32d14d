package niangjia.duties.tasks;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a federation may agree on about work. */
public final class DutySettings {

    /** How much a seat takes at once; a number. */
    public static final String LOAD = "duties.load";

    /** How long after its planned day a visit becomes work. */
    public static final String VISIT_AFTER = "duties.visit-after";

    /** How long a request waits before it becomes work. */
    public static final String REQUEST_AFTER = "duties.request-after";

    static final int USUAL_LOAD = 5;
    static final String USUAL_VISIT_AFTER = "P14D";
    static final String USUAL_REQUEST_AFTER = "PT4H";

    private static final Duration YEAR = Duration.ofDays(366);

    private DutySettings() {}

    public static boolean isLoad(String value) {
        return value.matches("[1-9][0-9]?");
    }

    public static boolean isSpan(String value) {
        return span(value).filter(span -> span.compareTo(YEAR) <= 0).isPresent();
    }

    static int load(Optional<String> agreed) {
        return agreed.filter(DutySettings::isLoad).map(Integer::parseInt).orElse(USUAL_LOAD);
    }

    private static Optional<Duration> span(String value) {
        try {
            Duration span = Duration.parse(value);
            return span.isNegative() ? Optional.empty() : Optional.of(span);
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
