package niangjia.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digits that an authenticator app shows. */
class TimedCodesTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, for SHA-1: the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void areThoseOfTheStandard(long second, String code) {
        assertThat(TimedCodes.code(SECRET, TimedCodes.step(Instant.ofEpochSecond(second))))
                .isEqualTo(code);
    }

    @Test
    void countHalfAMinuteEarlyOrLateAndOnlyOnce() {
        Instant now = Instant.ofEpochSecond(1_000_000_000);
        long here = TimedCodes.step(now);
        for (long step = here - 2; step <= here + 2; step++) {
            long found = TimedCodes.matching(SECRET, TimedCodes.code(SECRET, step), now, 0);
            assertThat(found).isEqualTo(Math.abs(step - here) <= 1 ? step : -1);
        }
        assertThat(TimedCodes.matching(SECRET, TimedCodes.code(SECRET, here), now, here))
                .isEqualTo(-1);
    }

    @Test
    void lettersOfTheSecretSayTheSameBytes() {
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[20];
            random.nextBytes(bytes);
            assertThat(SecondFactor.bytes(SecondFactor.letters(bytes))).isEqualTo(bytes);
        }
        assertThat(SecondFactor.letters("foobarfoob".getBytes(US_ASCII)))
                .as("RFC 4648")
                .startsWith("MZXW6YTB");
    }
}
