package niangjia.relief.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Need;
import niangjia.relief.queries.ReadRelief;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;

/** Quantities, prices and days in her language. */
public final class ReliefWords {

    private ReliefWords() {}

    /** 150 吨. */
    public static String amount(Look look, BigDecimal amount, Measure measure) {
        return look.t("relief.amount", Amounts.plain(amount), look.t("relief.measure." + measure));
    }

    /** 1.20 元一斤: a price for one measure. */
    public static String price(Look look, Money price, Measure measure) {
        return price.fen() == 0
                ? look.t("relief.price.nothing")
                : look.t("relief.price", yuan(price), look.t("relief.measure." + measure));
    }

    public static String yuan(Money money) {
        return Amounts.plain(BigDecimal.valueOf(money.fen(), 2));
    }

    /** As much of the seller's name as she said; of a surname alone, how one speaks of her. */
    public static String seller(Look look, String shown) {
        if (shown.isEmpty()) {
            return look.t("relief.seller.hidden");
        }
        return shown.codePointCount(0, shown.length()) == 1
                ? look.t("relief.seller.surname", shown)
                : shown;
    }

    /** What a need is called above its title. */
    public static String tag(Look look, Need need) {
        return look.t("relief.need." + need);
    }

    /** The day until which it is open, in days or hours; or that it is over. */
    public static String left(
            Look look, Campaign.Stage stage, @Nullable Instant closesAt, Instant now) {
        if (stage == Campaign.Stage.OPEN && closesAt != null && now.isBefore(closesAt)) {
            return look.t("relief.left", look.span(Duration.between(now, closesAt)));
        }
        return look.t("relief.stage." + stage);
    }

    public static String left(Look look, ReadRelief.View view, Instant now) {
        return left(look, view.stage(), view.closesAt(), now);
    }
}
