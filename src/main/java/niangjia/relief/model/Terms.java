package niangjia.relief.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;

/**
 * What is offered or sought, and how much of it; fixed from the moment it opens.
 *
 * @param price for one measure
 * @param cap no more is taken than this
 * @param smallest the least that one pledge may be for
 * @param most what one who pledges may take in all
 * @param usefulUntil the last day on which it is of use to anybody
 */
public record Terms(
        Need need,
        String item,
        String story,
        Measure measure,
        Money price,
        BigDecimal cap,
        BigDecimal smallest,
        BigDecimal most,
        Sharing rule,
        LocalDate usefulUntil) {

    private static final int ITEM = 40;
    private static final int STORY = 600;
    private static final int LONGEST_DAYS = 366;

    /**
     * Guards what was typed.
     *
     * @throws Refused naming the field
     */
    public void fit(LocalDate today) {
        line("item", item, ITEM);
        line("story", story, STORY);
        if (!need.measures().contains(measure)) {
            throw Refused.field("measure", "relief.draft.measure");
        }
        if (!need.sought() && need != Need.SEATS && price.fen() == 0) {
            throw Refused.field("price", "relief.draft.price");
        }
        if (smallest.compareTo(cap) > 0) {
            throw Refused.field("smallest", "relief.draft.smallest");
        }
        if (most.compareTo(smallest) < 0 || most.compareTo(cap) > 0) {
            throw Refused.field("most", "relief.draft.most");
        }
        if (usefulUntil.isBefore(today) || usefulUntil.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw Refused.field("useful", "relief.draft.useful");
        }
    }

    /** What all of it would be sold for. */
    public Money worth() {
        return worth(cap);
    }

    /** What so much of it is sold for, to the whole fen, rounded for the buyer. */
    public Money worth(BigDecimal amount) {
        return new Money(
                amount.multiply(BigDecimal.valueOf(price.fen()))
                        .setScale(0, java.math.RoundingMode.DOWN)
                        .longValueExact());
    }

    /** An amount that somebody may pledge. */
    public void fitPledge(BigDecimal amount, boolean inAPool) {
        if (!inAPool && amount.compareTo(smallest) < 0) {
            throw Refused.field("amount", "relief.pledge.smallest", Amounts.plain(smallest));
        }
        if (amount.compareTo(most) > 0) {
            throw Refused.field("amount", "relief.pledge.most", Amounts.plain(most));
        }
    }

    static void line(String field, String typed, int longest) {
        if (typed.isBlank() || typed.length() > longest) {
            throw Refused.field(field, "relief.draft.line", longest);
        }
    }
}
