package niangjia.help;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Need;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.OpenRelief;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;

/** A need out of a request that somebody has in hand, as far as a story wants it. */
final class Campaigning {

    private Campaigning() {}

    static Terms terms(Clock clock) {
        return new Terms(
                Need.PRODUCE,
                "裂了口的包菜",
                "裂口不影响吃",
                Measure.KILOGRAM,
                new Money(120),
                new BigDecimal(1000),
                BigDecimal.TEN,
                new BigDecimal(400),
                Sharing.IN_TURN,
                LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).plusDays(10));
    }

    static CampaignId draft(DraftRelief draft, Clock clock, SeatHeld member, UUID request) {
        CampaignId id =
                draft.from(
                        member,
                        request,
                        terms(clock),
                        new DraftRelief.Seller("王秀兰", "", "坡地 " + request, "找她表妹", true),
                        List.of());
        draft.addWindow(
                member,
                id.value(),
                "文化站门口",
                clock.instant().plus(Duration.ofDays(2)),
                Duration.ofHours(3));
        return id;
    }

    static CampaignId open(
            DraftRelief draft,
            OpenRelief open,
            Clock clock,
            SeatHeld member,
            SeatHeld leader,
            UUID request) {
        CampaignId id = draft(draft, clock, member, request);
        open.seen(
                leader,
                id.value(),
                LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE),
                true,
                true,
                true,
                true);
        return id;
    }
}
