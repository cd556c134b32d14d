package niangjia.site;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/** English pages write months as words, since 5/6 is two days. */
final class Months {

    private Months() {}

    static String english(LocalDate date) {
        return date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
