package niangjia.relief.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who gets how much when the field yields less than was taken: a rule that stands on the page. */
public enum Sharing {
    /** Who pledged first is served first. */
    IN_TURN,
    /**
     * Everybody gets the same part of what she took; what cannot be halved goes to who came first.
     */
    EVENLY;

    /**
     * A pledge, in the order in which they came.
     *
     * @param amount what was taken
     * @param had what was handed over already: nobody gives back
     */
    public record Line(UUID pledge, BigDecimal amount, BigDecimal had) {

        public Line {
            if (had.signum() < 0 || amount.compareTo(had) < 0) {
                throw new IllegalArgumentException(had + " of " + amount);
            }
        }

        private BigDecimal open() {
            return amount.subtract(had);
        }
    }

    /**
     * The share of each: never more than taken, never less than had, together never more than there
     * is, and together all there is where less is there than was taken.
     *
     * @param there what there is, no less than what was had
     * @param step the least that can be told apart
     */
    public Map<UUID, BigDecimal> shares(List<Line> lines, BigDecimal there, BigDecimal step) {
        BigDecimal had = sum(lines.stream().map(Line::had).toList());
        if (there.compareTo(had) < 0) {
            throw new IllegalArgumentException("less than was handed over: " + there);
        }
        BigDecimal left = there.subtract(had);
        List<BigDecimal> more =
                switch (this) {
                    case IN_TURN -> nothing(lines.size());
                    case EVENLY -> evenly(lines, left, step);
                };
        left = left.subtract(sum(more));
        Map<UUID, BigDecimal> shares = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            BigDecimal rest = line.open().subtract(more.get(i)).min(left);
            if (this == EVENLY) {
                // What was cut off by rounding: a step for each, from the first on.
                rest = rest.min(step);
            }
            left = left.subtract(rest);
            shares.put(line.pledge, line.had.add(more.get(i)).add(rest));
        }
        return shares;
    }

    private static List<BigDecimal> evenly(List<Line> lines, BigDecimal left, BigDecimal step) {
        BigDecimal wanted = sum(lines.stream().map(Line::open).toList());
        List<BigDecimal> parts = new ArrayList<>(lines.size());
        for (Line line : lines) {
            parts.add(
                    wanted.compareTo(left) <= 0
                            ? line.open()
                            : line.open()
                                    .multiply(left)
                                    .divide(wanted.multiply(step), 0, RoundingMode.DOWN)
                                    .multiply(step));
        }
        return parts;
    }

    private static List<BigDecimal> nothing(int lines) {
        return java.util.Collections.nCopies(lines, BigDecimal.ZERO);
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
