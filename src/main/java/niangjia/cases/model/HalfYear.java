package niangjia.cases.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * January to June or July to December.
 *
 * @param begins its first day
 */
public record HalfYear(LocalDate begins) {

    public HalfYear {
        if (begins.getDayOfMonth() != 1 || begins.getMonthValue() % 6 != 1) {
            throw new IllegalArgumentException("no half-year begins on " + begins);
        }
    }

    /** Read from an address; none for anything that is no half-year. */
    public static Optional<HalfYear> read(String text) {
        try {
            return Optional.of(new HalfYear(LocalDate.parse(text)));
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    /** The one that a day lies in. */
    public static HalfYear of(LocalDate day) {
        return new HalfYear(LocalDate.of(day.getYear(), day.getMonthValue() < 7 ? 1 : 7, 1));
    }

    public HalfYear next() {
        return new HalfYear(begins.plusMonths(6));
    }

    /** The first day that is no longer in it. */
    public LocalDate ends() {
        return next().begins;
    }

    public boolean first() {
        return begins.getMonthValue() == 1;
    }

    public String year() {
        return String.valueOf(begins.getYear());
    }
}
