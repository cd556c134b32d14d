package niangjia.relief.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;

/** Quantities and prices as they are typed, exact: nothing is ever rounded in silence. */
public final class Amounts {

    /** More than a county grows of anything. */
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    private static final int LONGEST = 16;
    private static final int FEN = 2;

    private Amounts() {}

    /** The least that can be told apart in this measure. */
    public static BigDecimal step(Measure measure) {
        return switch (measure) {
            case PIECE, BOX, PERSON -> BigDecimal.ONE;
            case KILOGRAM, HOUR -> new BigDecimal("0.5");
            case TONNE -> new BigDecimal("0.001");
            case MU -> new BigDecimal("0.1");
        };
    }

    /**
     * A quantity above nothing, in whole steps of its measure.
     *
     * @throws Refused naming the field
     */
    public static BigDecimal quantity(String field, String typed, Measure measure) {
        BigDecimal amount = number(field, typed, "relief.amount.number");
        if (amount.signum() <= 0) {
            throw Refused.field(field, "relief.amount.above-nothing");
        }
        return stepped(field, amount, measure);
    }

    /** The same, and nothing is fine too. */
    public static BigDecimal quantityOrNothing(String field, String typed, Measure measure) {
        BigDecimal amount = number(field, typed, "relief.amount.number");
        if (amount.signum() < 0) {
            throw Refused.field(field, "relief.amount.below-nothing");
        }
        return stepped(field, amount, measure);
    }

    /** A price in yuan, with two digits behind the point at the most. */
    public static Money price(String field, String typed) {
        BigDecimal yuan = number(field, typed, "relief.price.number");
        if (yuan.signum() < 0 || yuan.compareTo(MOST) > 0 || yuan.scale() > FEN) {
            throw Refused.field(field, "relief.price.number");
        }
        return new Money(
                yuan.movePointRight(FEN).setScale(0, RoundingMode.UNNECESSARY).longValueExact());
    }

    /** As it is shown: without zeros that say nothing. */
    public static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal stepped(String field, BigDecimal amount, Measure measure) {
        if (amount.compareTo(MOST) > 0) {
            throw Refused.field(field, "relief.amount.much", plain(MOST));
        }
        if (amount.remainder(step(measure)).signum() != 0) {
            throw Refused.field(field, "relief.amount.step", plain(step(measure)));
        }
        return amount;
    }

    private static BigDecimal number(String field, String typed, String wrong) {
        var plain = new StringBuilder();
        String text = typed.strip();
        for (int i = 0; i < text.length() && i <= LONGEST; i++) {
            char c = text.charAt(i);
            plain.append(c >= '０' && c <= '９' ? (char) (c - '０' + '0') : c == '．' ? '.' : c);
        }
        if (!plain.toString().matches("-?[0-9]{1,9}(\\.[0-9]{1,3})?")) {
            throw Refused.field(field, wrong);
        }
        BigDecimal number = new BigDecimal(plain.toString()).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY) : number;
    }
}
