package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What falls into quiet hours waits for their end, over midnight too. */
class NobodyIsDisturbedInQuietHoursTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void whatIsDueAtNightWaitsForTheMorning() {
        assertThat(QuietHours.USUAL.after(at("2026-05-21T22:10"), ZONE))
                .isEqualTo(at("2026-05-22T07:30"));
        assertThat(QuietHours.USUAL.after(at("2026-05-22T00:10"), ZONE))
                .isEqualTo(at("2026-05-22T07:30"));
        assertThat(QuietHours.USUAL.after(at("2026-05-22T07:30"), ZONE))
                .isEqualTo(at("2026-05-22T07:30"));
    }

    @Test
    void aNoonCanBeQuietAndNoHourToo() {
        var noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(noon.after(at("2026-05-21T13:00"), ZONE)).isEqualTo(at("2026-05-21T14:00"));
        assertThat(noon.after(at("2026-05-21T23:00"), ZONE)).isEqualTo(at("2026-05-21T23:00"));
        var never = new QuietHours(LocalTime.of(9, 0), LocalTime.of(9, 0));
        assertThat(never.after(at("2026-05-21T09:00"), ZONE)).isEqualTo(at("2026-05-21T09:00"));
    }

    @Test
    void whatIsAgreedHoldsAndNonsenseIsAsUsual() {
        assertThat(QuietHours.agreed("PT22H", "PT6H30M"))
                .isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 30)));
        assertThat(QuietHours.agreed(null, "-PT1H")).isEqualTo(QuietHours.USUAL);
        assertThat(QuietHours.isHour("PT24H")).isTrue();
        assertThat(QuietHours.isHour("PT25H")).isFalse();
        assertThat(QuietHours.isHour("midnight")).isFalse();
    }

    private static Instant at(String there) {
        return java.time.LocalDateTime.parse(there).atZone(ZONE).toInstant();
    }
}
