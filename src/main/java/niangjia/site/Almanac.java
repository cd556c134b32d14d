package niangjia.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A month of an ordinary calendar with its solar terms: what is seen after somebody left at once.
 */
public record Almanac(LocalDate day) implements PageModel {

    /**
     * A day of the month, or a gap before the first and after the last (number 0).
     *
     * @param term the key of the solar term that falls on it, or null
     * @param kind {@code today}, {@code rest} at weekends, or empty
     */
    public record Day(int number, @Nullable String term, String kind) {}

    @Override
    public String template() {
        return "site/almanac";
    }

    public String month(Look look) {
        return look.t(
                "site.almanac.month",
                String.valueOf(day.getYear()),
                look.english() ? Months.english(day) : String.valueOf(day.getMonthValue()));
    }

    public String today(Look look) {
        String weekday = look.t("site.weekday." + day.getDayOfWeek().getValue());
        return look.t("site.almanac.today", look.day(day), weekday);
    }

    /** Tells the next solar term and its day. */
    public String term(Look look) {
        LocalDate next = day.plusDays(1);
        while (SolarTerms.on(next) == SolarTerms.NONE) {
            next = next.plusDays(1);
        }
        return look.t(
                "site.almanac.term", look.t("site.term." + SolarTerms.on(next)), look.day(next));
    }

    public List<String> weekdays(Look look) {
        return IntStream.rangeClosed(1, 7)
                .mapToObj(weekday -> look.t("site.weekday." + weekday))
                .toList();
    }

    public List<List<Day>> weeks() {
        LocalDate first = day.withDayOfMonth(1);
        LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1L);
        List<List<Day>> weeks = new ArrayList<>();
        for (LocalDate start = monday;
                !start.isAfter(day.withDayOfMonth(day.lengthOfMonth()));
                start = start.plusDays(7)) {
            LocalDate week = start;
            weeks.add(IntStream.range(0, 7).mapToObj(i -> of(week.plusDays(i))).toList());
        }
        return weeks;
    }

    private Day of(LocalDate date) {
        if (date.getMonth() != day.getMonth()) {
            return new Day(0, null, "");
        }
        int term = SolarTerms.on(date);
        boolean rest = date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
        return new Day(
                date.getDayOfMonth(),
                term == SolarTerms.NONE ? null : "site.term." + term,
                date.equals(day) ? "today" : rest ? "rest" : "");
    }
}
