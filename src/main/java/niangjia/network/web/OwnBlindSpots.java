package niangjia.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import niangjia.network.Sums;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.shared.Scope;
import niangjia.site.Acting;
import niangjia.site.WhoActs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The red number in the menu: how many places below the seat's own have nobody who answers. */
@Component
class OwnBlindSpots {

    private final Supplier<@Nullable WhoActs> who;
    private final Sums sums;
    private final ReadUnits units;

    OwnBlindSpots(ObjectProvider<WhoActs> who, Sums sums, ReadUnits units) {
        this.who = SingletonSupplier.ofNullable(who::getIfAvailable);
        this.sums = sums;
        this.units = units;
    }

    int count(HttpServletRequest request) {
        WhoActs known = who.get();
        Acting acting = known == null ? null : known.acting(request);
        return acting == null
                ? 0
                : Math.toIntExact(
                        Tally.of(sums.of(acting.scope().unit()), units.kinds(Scope.everyone()))
                                .blind());
    }
}
