package niangjia.relief.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/** When and where to fetch it is read by a library that we did not write. */
class CalendarProgramsReadThePickUpTest {

    private static final Instant BEGINS = Instant.parse("2026-05-23T00:30:00Z");
    private static final Instant ENDS = Instant.parse("2026-05-23T03:00:00Z");

    @Test
    void withItsPlaceItsTimeAndAnAlarmAnHourBefore() throws Exception {
        String text = text("取白菜 20 箱", "石桥镇文化站门口");
        VEvent event = read(text);
        assertThat(event.getRequiredProperty("UID").getValue())
                .isEqualTo(new UUID(1, 2) + "@niangjia");
        assertThat(event.getRequiredProperty("SUMMARY").getValue()).isEqualTo("取白菜 20 箱");
        assertThat(event.getRequiredProperty("LOCATION").getValue()).isEqualTo("石桥镇文化站门口");
        assertThat(event.getRequiredProperty("DTSTART").getValue()).isEqualTo("20260523T003000Z");
        assertThat(event.getRequiredProperty("DTEND").getValue()).isEqualTo("20260523T030000Z");
        assertThat(event.getRequiredProperty("URL").getValue())
                .isEqualTo("https://example.org/relief");
        assertThat(event.getAlarms()).hasSize(1);
        assertThat(event.getAlarms().getFirst().getRequiredProperty("TRIGGER").getValue())
                .isEqualTo("-PT1H");
    }

    @Test
    void whateverStandsInItsWords() throws Exception {
        for (String words :
                List.of(
                        "a,b;c\\d",
                        "一行\n又一行",
                        "很长的一句，".repeat(40),
                        "𠮷".repeat(60),
                        "x".repeat(75),
                        "END:VEVENT",
                        "\\n",
                        "\"quoted\": yes")) {
            String text = text(words, words);
            assertThat(text.split("\r\n"))
                    .allSatisfy(line ->
                            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(76));
            assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
            VEvent event = read(text);
            assertThat(event.getRequiredProperty("SUMMARY").getValue()).isEqualTo(words);
            assertThat(event.getRequiredProperty("LOCATION").getValue()).isEqualTo(words);
        }
    }

    @Test
    void aBrokenLineOfAnotherMachineAddsNoLineOfItsOwn() throws Exception {
        VEvent event = read(text("取菜\r\nATTENDEE:mailto:x@example.org", "门\r口"));
        assertThat(event.getRequiredProperty("SUMMARY").getValue())
                .isEqualTo("取菜\nATTENDEE:mailto:x@example.org");
        assertThat(event.getProperties("ATTENDEE")).isEmpty();
    }

    private static String text(String what, String where) {
        return PickUpCalendar.of(
                new UUID(1, 2),
                BEGINS,
                ENDS,
                what,
                where,
                "https://example.org/relief",
                Instant.parse("2026-05-21T01:00:00Z"));
    }

    private static VEvent read(String text) throws Exception {
        List<VEvent> events =
                new CalendarBuilder().build(new StringReader(text)).getComponents("VEVENT");
        assertThat(events).hasSize(1);
        return events.getFirst();
    }
}
