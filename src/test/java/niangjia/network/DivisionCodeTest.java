package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;

/** What a division code is, and that nothing else becomes one. */
class DivisionCodeTest {

    private static final int[] LENGTHS = {2, 4, 6, 9, 12};
    private static final int TRIES = 5000;

    private final Typed typed = new Typed(411104);

    @Test
    void digitsOfALevelsLengthAreACodeOfThatLevel() {
        for (int n = 0; n < TRIES; n++) {
            int level = typed.number(1, 5);
            String digits = typed.number(1, 9) + typed.digits('0', LENGTHS[level - 1] - 1);
            var code = new DivisionCode(digits);
            assertThat(code.level()).isEqualTo(level);
            assertThat(code)
                    .hasToString(digits)
                    .isEqualTo(DivisionCode.parse("\u3000 " + digits + "\n"));
            assertThat(code.province()).isEqualTo(Short.parseShort(digits.substring(0, 2)));
        }
    }

    @Test
    void aCodeBeginsWithTheCodeAboveIt() {
        for (int n = 0; n < TRIES; n++) {
            int level = typed.number(2, 5);
            var code = new DivisionCode(typed.digits('1', 12)).at(level);
            assertThat(code.above())
                    .hasValueSatisfying(above -> {
                        assertThat(code.digits()).startsWith(above.digits());
                        assertThat(above.level()).isEqualTo(level - 1);
                    });
            assertThat(code.at(1).above()).isEmpty();
        }
    }

    @Test
    void whateverSomebodyTypesBecomesACodeOrIsRefusedWithAReason() {
        for (int n = 0; n < TRIES; n++) {
            try {
                assertThat(DivisionCode.parse(typed.anything()).digits()).matches("[1-9][0-9]+");
            } catch (Refused refused) {
                assertThat(refused.key()).startsWith("network.code.");
                assertThat(refused.field()).isEqualTo("code");
            }
        }
    }

    @Test
    void oneCharacterThatIsNoDigitSpoilsIt() {
        for (int n = 0; n < TRIES; n++) {
            char other = (char) typed.number(' ', '\uffff');
            if (other >= '0' && other <= '9') {
                continue;
            }
            String digits = typed.digits('1', 6);
            int at = typed.number(0, 5);
            String spoilt = digits.substring(0, at) + other + digits.substring(at + 1);
            assertThatThrownBy(() -> new DivisionCode(spoilt)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void fullWidthDigitsAreDigits() {
        assertThat(DivisionCode.parse("４１１１０４")).isEqualTo(new DivisionCode("411104"));
    }
}
