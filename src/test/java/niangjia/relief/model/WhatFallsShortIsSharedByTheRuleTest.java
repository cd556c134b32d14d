package niangjia.relief.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import niangjia.shared.Quantity.Measure;
import org.junit.jupiter.api.Test;

/** Whatever was taken, handed over and left in the field: the shares are what the page says. */
class WhatFallsShortIsSharedByTheRuleTest {

    private static final int FIELDS = 20_000;

    /** A field that yields less or more than was taken from it. */
    private record Field(List<Sharing.Line> lines, BigDecimal there, BigDecimal step) {

        static Field grown(int seed) {
            var random = new Random(seed);
            Measure measure = Measure.values()[random.nextInt(Measure.values().length)];
            BigDecimal step = Amounts.step(measure);
            List<Sharing.Line> lines = new ArrayList<>();
            int pledges = random.nextInt(12);
            for (int i = 0; i < pledges; i++) {
                int amount = 1 + random.nextInt(random.nextInt(4) == 0 ? 5000 : 20);
                int had = random.nextInt(3) == 0 ? random.nextInt(amount + 1) : 0;
                lines.add(line(i, steps(amount, step), steps(had, step)));
            }
            BigDecimal had = sum(lines.stream().map(Sharing.Line::had).toList());
            BigDecimal open = sum(lines.stream().map(Sharing.Line::amount).toList()).subtract(had);
            int most = open.divideToIntegralValue(step).intValueExact();
            int more = random.nextInt(most + most / 3 + 3);
            return new Field(lines, had.add(steps(more, step)), step);
        }

        BigDecimal taken() {
            return sum(lines.stream().map(Sharing.Line::amount).toList());
        }

        BigDecimal had() {
            return sum(lines.stream().map(Sharing.Line::had).toList());
        }
    }

    @Test
    void nobodyGetsMoreThanShareOrLessThanSheHasAndNothingIsLeftLying() {
        for (Sharing rule : Sharing.values()) {
            for (int seed = 0; seed < FIELDS; seed++) {
                Field field = Field.grown(seed);
                Map<UUID, BigDecimal> shares = rule.shares(field.lines, field.there, field.step);
                String which = rule + ", seed " + seed;
                assertThat(shares.keySet())
                        .as(which)
                        .containsExactlyElementsOf(
                                field.lines.stream().map(Sharing.Line::pledge).toList());
                for (Sharing.Line line : field.lines) {
                    BigDecimal share = of(shares, line);
                    assertThat(share).as(which).isBetween(line.had(), line.amount());
                    assertThat(share.subtract(line.had()).remainder(field.step))
                            .as("in whole steps: " + which)
                            .isEqualByComparingTo(BigDecimal.ZERO);
                }
                assertThat(sum(shares.values()))
                        .as(which)
                        .isEqualByComparingTo(field.there.min(field.taken()));
            }
        }
    }

    @Test
    void inTurnWhoCameFirstIsServedFirst() {
        for (int seed = 0; seed < FIELDS; seed++) {
            Field field = Field.grown(seed);
            Map<UUID, BigDecimal> shares =
                    Sharing.IN_TURN.shares(field.lines, field.there, field.step);
            boolean empty = false;
            for (Sharing.Line line : field.lines) {
                BigDecimal share = of(shares, line);
                if (empty) {
                    assertThat(share)
                            .as("what is left went to one before: seed " + seed)
                            .isEqualByComparingTo(line.had());
                }
                empty |= share.compareTo(line.amount()) < 0;
            }
        }
    }

    @Test
    void evenlyNobodyIsMoreThanOneStepAwayFromTheSamePart() {
        for (int seed = 0; seed < FIELDS; seed++) {
            Field field = Field.grown(seed);
            if (field.there.compareTo(field.taken()) >= 0) {
                continue;
            }
            Map<UUID, BigDecimal> shares =
                    Sharing.EVENLY.shares(field.lines, field.there, field.step);
            BigDecimal left = field.there.subtract(field.had());
            BigDecimal wanted = field.taken().subtract(field.had());
            for (Sharing.Line line : field.lines) {
                // Both sides times what is wanted in all, since a part is rarely a round number.
                BigDecimal due = line.amount().subtract(line.had()).multiply(left);
                BigDecimal got = of(shares, line).subtract(line.had()).multiply(wanted);
                assertThat(got.subtract(due).abs())
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(field.step.multiply(wanted));
            }
        }
    }

    @Test
    void evenlyWhatCannotBeHalvedGoesToWhoCameFirst() {
        List<Sharing.Line> three = List.of(line(1, 10, 0), line(2, 10, 0), line(3, 10, 0));
        assertThat(
                        Sharing.EVENLY
                                .shares(three, BigDecimal.valueOf(20), BigDecimal.ONE)
                                .values()
                                .stream()
                                .map(BigDecimal::intValueExact))
                .containsExactly(7, 7, 6);
    }

    @Test
    void whatWasHandedOverIsNeverTakenBack() {
        List<Sharing.Line> two = List.of(line(1, 10, 0), line(2, 10, 6));
        for (Sharing rule : Sharing.values()) {
            assertThat(rule.shares(two, BigDecimal.valueOf(6), BigDecimal.ONE).get(id(2)))
                    .isEqualByComparingTo("6");
            assertThatThrownBy(() -> rule.shares(two, BigDecimal.valueOf(5), BigDecimal.ONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> line(1, 5, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line(1, 5, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereNobodyTookAnythingNothingIsShared() {
        for (Sharing rule : Sharing.values()) {
            assertThat(rule.shares(List.of(), BigDecimal.TEN, BigDecimal.ONE)).isEmpty();
        }
    }

    private static Sharing.Line line(int number, int amount, int had) {
        return line(number, BigDecimal.valueOf(amount), BigDecimal.valueOf(had));
    }

    private static Sharing.Line line(int number, BigDecimal amount, BigDecimal had) {
        return new Sharing.Line(id(number), amount, had);
    }

    private static BigDecimal of(Map<UUID, BigDecimal> shares, Sharing.Line line) {
        return Objects.requireNonNull(shares.get(line.pledge()));
    }

    private static UUID id(int number) {
        return new UUID(5, number);
    }

    private static BigDecimal steps(int many, BigDecimal step) {
        return step.multiply(BigDecimal.valueOf(many));
    }

    private static BigDecimal sum(Iterable<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }
}
