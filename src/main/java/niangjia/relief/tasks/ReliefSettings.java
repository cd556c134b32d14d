package niangjia.relief.tasks;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import niangjia.network.QuietHours;
import niangjia.network.WorkingTime;
import niangjia.shared.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a federation may agree on about relief; the nearest level decides. */
@Component
public class ReliefSettings {

    /** What one person opens alone, in yuan; above it a second one says yes too. */
    public static final String ALONE_UP_TO = "relief.alone-up-to";

    /** How long a campaign is open. */
    public static final String OPEN_FOR = "relief.open-for";

    /** How long after the last useful day the report is written by itself. */
    public static final String REPORT_AFTER = "relief.report-after";

    private final JdbcClient jdbc;
    private final Clock clock;

    ReliefSettings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public static boolean isYuan(String value) {
        return value.matches("[1-9][0-9]{0,6}");
    }

    /** One day to sixty. */
    public static boolean isLength(String value) {
        try {
            long days = Duration.parse(value).toDays();
            return days >= 1 && days <= 60;
        } catch (DateTimeException | ArithmeticException nonsense) {
            return false;
        }
    }

    Money aloneUpTo(long position) {
        return new Money(Long.parseLong(value(ALONE_UP_TO, position, "20000")) * 100);
    }

    Duration openFor(long position) {
        return Duration.parse(value(OPEN_FOR, position, "P7D"));
    }

    Duration reportAfter(long position) {
        return Duration.parse(value(REPORT_AFTER, position, "P3D"));
    }

    QuietHours quiet(long position) {
        return QuietHours.agreed(
                agreed(QuietHours.FROM, position).orElse(null),
                agreed(QuietHours.UNTIL, position).orElse(null));
    }

    private String value(String name, long position, String usual) {
        return agreed(name, position).orElse(usual);
    }

    private Optional<String> agreed(String name, long position) {
        return jdbc.sql("select network.setting_at(?, ?, ?)")
                .params(name, position, LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE))
                .query(String.class)
                .optional();
    }
}
