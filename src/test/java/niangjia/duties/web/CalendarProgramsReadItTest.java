package niangjia.duties.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.junit.jupiter.api.Test;

/** What we write is read by a library that we did not write. */
class CalendarProgramsReadItTest {

    @Test
    void withEveryDayAndItsTitleHoweverLong() throws Exception {
        String title = "娘家：有一件事到日子，" + "很长的一句；".repeat(20);
        String text =
                DutyCalendar.of(
                        "娘家：日子",
                        "https://example.org/duties",
                        List.of(
                                new DutyCalendar.Due(
                                        new UUID(1, 2), LocalDate.of(2026, 5, 31), title),
                                new DutyCalendar.Due(
                                        new UUID(1, 3), LocalDate.of(2026, 12, 31), "a,b;c\\d")),
                        Instant.parse("2026-05-21T01:00:00Z"));
        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(76));
        var calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.getComponents("VEVENT")).hasSize(2);
        assertThat(
                        calendar.getComponents("VEVENT").stream()
                                .map(event -> event.getRequiredProperty("SUMMARY").getValue()))
                .containsExactly(title, "a,b;c\\d");
        assertThat(
                        calendar.getComponents("VEVENT").stream()
                                .map(event -> event.getRequiredProperty("DTEND").getValue()))
                .containsExactly("20260601", "20270101");
    }
}
