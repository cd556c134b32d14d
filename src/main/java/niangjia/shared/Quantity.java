package niangjia.shared;

import java.math.BigDecimal;

/** An amount of something, exact, in a unit of measure from a closed list. */
public record Quantity(BigDecimal amount, Measure measure) {

    /** The units of measure in which goods and fields are counted. */
    public enum Measure {
        PIECE,
        BOX,
        KILOGRAM,
        TONNE,
        MU,
        HOUR,
        PERSON
    }

    public Quantity {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("a quantity is not negative: " + amount);
        }
        amount = amount.stripTrailingZeros();
    }
}
