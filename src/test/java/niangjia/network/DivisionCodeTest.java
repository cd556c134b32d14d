package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import niangjia.shared.Refused;

/** What a division code is, and that nothing else becomes one. */
class DivisionCodeTest {

    private static final int[] LENGTHS = {2, 4, 6, 9, 12};

    @Property
    void digitsOfALevelsLengthAreACodeOfThatLevel(
            @ForAll @CharRange(from = '0', to = '9') @StringLength(11) String tail,
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @IntRange(min = 1, max = 5) int level) {
        String digits = (first + tail).substring(0, LENGTHS[level - 1]);
        var code = new DivisionCode(digits);
        assertThat(code.level()).isEqualTo(level);
        assertThat(code)
                .hasToString(digits)
                .isEqualTo(DivisionCode.parse("\u3000 " + digits + "\n"));
        assertThat(code.province()).isEqualTo(Short.parseShort(digits.substring(0, 2)));
    }

    @Property
    void aCodeBeginsWithTheCodeAboveIt(
            @ForAll @CharRange(from = '1', to = '9') @StringLength(12) String digits,
            @ForAll @IntRange(min = 2, max = 5) int level) {
        var code = new DivisionCode(digits).at(level);
        assertThat(code.above())
                .hasValueSatisfying(above -> {
                    assertThat(code.digits()).startsWith(above.digits());
                    assertThat(above.level()).isEqualTo(level - 1);
                });
        assertThat(code.at(1).above()).isEmpty();
    }

    @Property(tries = 5000)
    void whateverSomebodyTypesBecomesACodeOrIsRefusedWithAReason(@ForAll String typed) {
        try {
            assertThat(DivisionCode.parse(typed).digits()).matches("[1-9][0-9]+");
        } catch (Refused refused) {
            assertThat(refused.key()).startsWith("network.code.");
            assertThat(refused.field()).isEqualTo("code");
        }
    }

    @Property
    void oneCharacterThatIsNoDigitSpoilsIt(
            @ForAll @CharRange(from = '1', to = '9') @StringLength(6) String digits,
            @ForAll @IntRange(min = 0, max = 5) int at,
            @ForAll @CharRange(from = ' ', to = '\uffff') char other) {
        if (other >= '0' && other <= '9') {
            return;
        }
        String spoilt = digits.substring(0, at) + other + digits.substring(at + 1);
        assertThatThrownBy(() -> new DivisionCode(spoilt)).isInstanceOf(Refused.class);
    }

    @org.junit.jupiter.api.Test
    void fullWidthDigitsAreDigits() {
        assertThat(DivisionCode.parse("４１１１０４")).isEqualTo(new DivisionCode("411104"));
    }
}
