package niangjia.shared;

/** An amount of money in whole fen (0.01 yuan), never a fraction of one. */
public record Money(long fen) {

    public Money {
        if (fen < 0) {
            throw new IllegalArgumentException("money is not negative: " + fen);
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }
}
