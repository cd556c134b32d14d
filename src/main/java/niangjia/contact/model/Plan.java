package niangjia.contact.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * What a federation may agree on, to help a member plan her own way. None of it is held against
 * anybody.
 */
public final class Plan {

    /** How many women a member is paired with. */
    public static final String WOMEN = "contact.women-a-member";

    /** How many visits a member makes in a year. */
    public static final String VISITS = "contact.visits-a-year";

    /** After how long the next visit is proposed. */
    public static final String NEXT = "contact.next-visit";

    /** The same where nobody was found. */
    public static final String AGAIN = "contact.after-nobody";

    /** How long a name that nobody has agreed to yet is held. */
    public static final String LAPSES = "contact.proposed-for";

    public static final List<String> NUMBERS = List.of(WOMEN, VISITS);
    public static final List<String> LENGTHS = List.of(NEXT, AGAIN, LAPSES);

    private Plan() {}

    /** What holds where nothing is agreed. */
    public static String otherwise(String name) {
        return switch (name) {
            case WOMEN -> "10";
            case VISITS -> "12";
            case NEXT -> "P30D";
            case AGAIN -> "P7D";
            case LAPSES -> "P60D";
            default -> throw new IllegalArgumentException("not a setting: " + name);
        };
    }

    public static boolean isNumber(String value) {
        return value.matches("[1-9][0-9]{0,3}");
    }

    /** One day to two years. */
    public static boolean isLength(String value) {
        try {
            long days = Duration.parse(value).toDays();
            return days >= 1 && days <= 730;
        } catch (DateTimeException | ArithmeticException nonsense) {
            return false;
        }
    }

    /** The day so long after another. */
    public static LocalDate after(LocalDate day, String length) {
        return day.plusDays(Duration.parse(length).toDays());
    }
}
