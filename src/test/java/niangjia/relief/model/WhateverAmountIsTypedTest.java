package niangjia.relief.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An amount is exact or refused at its field; nothing that is typed is guessed at. */
class WhateverAmountIsTypedTest {

    private static final String FIELD = "amount";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "十斤",
                "10kg",
                "1e9",
                "1E9",
                "NaN",
                "Infinity",
                "0x10",
                "1,000",
                "1 000",
                "+5",
                "--5",
                ".5",
                "5.",
                "1.2.3",
                "1/2",
                "½",
                "٣",
                "1234567890",
                "0.0001",
                "00000000000000000000000000000001",
                "5\n6",
                "5;drop",
                "-",
                "－5",
                "5\u00005"
            })
    void whatIsNoNumberIsRefusedAsNoNumber(String typed) {
        for (Measure measure : Measure.values()) {
            assertRefused(
                    refused(() -> Amounts.quantity(FIELD, typed, measure)), "relief.amount.number");
            assertRefused(
                    refused(() -> Amounts.quantityOrNothing(FIELD, typed, measure)),
                    "relief.amount.number");
        }
        assertRefused(refused(() -> Amounts.price(FIELD, typed)), "relief.price.number");
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void nothingAndLessIsNoPledge(Measure measure) {
        for (String typed : List.of("0", "0.0", "-0", "-1", "-0.001", "-999999999")) {
            assertRefused(
                    refused(() -> Amounts.quantity(FIELD, typed, measure)),
                    "relief.amount.above-nothing");
        }
        assertThat(Amounts.quantityOrNothing(FIELD, "0", measure)).isEqualByComparingTo("0");
        assertRefused(
                refused(() -> Amounts.quantityOrNothing(FIELD, "-1", measure)),
                "relief.amount.below-nothing");
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void moreThanACountyGrowsIsRefused(Measure measure) {
        assertThat(Amounts.quantity(FIELD, "1000000", measure)).isEqualByComparingTo("1000000");
        for (String typed : List.of("1000001", "999999999")) {
            assertRefused(
                    refused(() -> Amounts.quantity(FIELD, typed, measure)), "relief.amount.much");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PIECE,1,0.5",
        "BOX,1,1.5",
        "PERSON,1,2.001",
        "KILOGRAM,0.5,0.25",
        "HOUR,1.5,1.2",
        "TONNE,0.001,",
        "MU,0.1,0.15"
    })
    void everyMeasureHasItsStep(Measure measure, String whole, String between) {
        assertThat(Amounts.quantity(FIELD, whole, measure)).isEqualByComparingTo(whole);
        if (between != null) {
            Refused refused = refused(() -> Amounts.quantity(FIELD, between, measure));
            assertRefused(refused, "relief.amount.step");
            assertThat(refused.details()).containsExactly(Amounts.plain(Amounts.step(measure)));
        }
    }

    @Test
    void digitsOfAChineseKeyboardCount() {
        assertThat(Amounts.quantity(FIELD, "１２．５", Measure.KILOGRAM)).isEqualByComparingTo("12.5");
        assertThat(Amounts.quantity(FIELD, "　１０ ", Measure.BOX)).isEqualByComparingTo("10");
        assertThat(Amounts.price(FIELD, "０．８")).isEqualTo(new Money(80));
    }

    @Test
    void aPriceIsInWholeFenAndMayBeNothing() {
        assertThat(Amounts.price(FIELD, "0")).isEqualTo(new Money(0));
        assertThat(Amounts.price(FIELD, "3.5")).isEqualTo(new Money(350));
        assertThat(Amounts.price(FIELD, "3.50")).isEqualTo(new Money(350));
        assertThat(Amounts.price(FIELD, "1000000")).isEqualTo(new Money(100_000_000));
        for (String typed : List.of("-1", "-0.01", "0.001", "3.505", "1000000.01", "999999999")) {
            assertRefused(refused(() -> Amounts.price(FIELD, typed)), "relief.price.number");
        }
    }

    @Test
    void itIsShownWithoutZerosAndReadBackTheSame() {
        assertThat(Amounts.plain(new BigDecimal("100.000"))).isEqualTo("100");
        assertThat(Amounts.plain(new BigDecimal("0.500"))).isEqualTo("0.5");
        assertThat(Amounts.plain(new BigDecimal("0.000"))).isEqualTo("0");
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Measure measure = Measure.values()[random.nextInt(Measure.values().length)];
            BigDecimal amount =
                    Amounts.step(measure).multiply(BigDecimal.valueOf(1 + random.nextInt(900_000)));
            assertThat(Amounts.quantity(FIELD, Amounts.plain(amount), measure))
                    .isEqualByComparingTo(amount);
        }
    }

    @Test
    void whateverComesItIsAnAmountOrARefusal() {
        String letters = "0123456789.-+eE０９．，,x 十\u0000\n";
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            var typed = new StringBuilder();
            int length = random.nextInt(18);
            for (int c = 0; c < length; c++) {
                typed.append(letters.charAt(random.nextInt(letters.length())));
            }
            Measure measure = Measure.values()[random.nextInt(Measure.values().length)];
            try {
                BigDecimal amount = Amounts.quantity(FIELD, typed.toString(), measure);
                assertThat(amount).as(typed.toString()).isPositive();
                assertThat(amount.remainder(Amounts.step(measure)).signum())
                        .as(typed.toString())
                        .isZero();
            } catch (Refused refused) {
                assertThat(refused.field()).isEqualTo(FIELD);
            }
        }
    }

    private static void assertRefused(Refused refused, String key) {
        assertThat(refused.key()).isEqualTo(key);
        assertThat(refused.field()).isEqualTo(FIELD);
    }

    private static Refused refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable typed) {
        return Objects.requireNonNull(catchThrowableOfType(Refused.class, typed));
    }
}
