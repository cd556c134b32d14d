package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import niangjia.access.ReceiptCode;
import niangjia.help.model.Guess;
import niangjia.network.DivisionCode;
import niangjia.network.Typed;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A minute of whatever anybody could type, from a seed that is printed. */
@Tag("prove")
class WhateverIsTypedTest {

    @Test
    void noReaderEndsOtherwiseThanInAnAnswerOrARefusal() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Typed typed = new Typed(seed);
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long read = 0;
        while (System.nanoTime() < until) {
            String text = typed.anything();
            assertThat(Guess.of(text).kind()).isNotNull();
            ReceiptCode.read(text)
                    .ifPresent(
                            code -> assertThat(ReceiptCode.read(code.inGroups())).contains(code));
            try {
                DivisionCode.parse(text);
            } catch (Refused expected) {
                assertThat(expected.key()).startsWith("network.code.");
            }
            read++;
        }
        System.out.println(read + " texts read");
        assertThat(read).isGreaterThan(10_000);
    }
}
