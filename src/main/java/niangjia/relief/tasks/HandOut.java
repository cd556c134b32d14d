package niangjia.relief.tasks;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.network.SeatHeld;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.PledgeId;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Handing over, for the seller: ticked by quantity. What counts is what both sides say. */
@Component
public class HandOut {

    private record Line(BigDecimal allotted, String stage, boolean fetched) {}

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final EndRelief endRelief;
    private final Clock clock;

    HandOut(JdbcClient jdbc, Campaigns campaigns, EndRelief endRelief, Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.endRelief = endRelief;
        this.clock = clock;
    }

    /** So much was handed over, and whether she was paid for it. */
    @Transactional
    public void handed(SeatHeld who, UUID id, UUID pledge, BigDecimal amount, boolean paid) {
        Campaign campaign = campaigns.lockedFor(who, id);
        campaign.guardAtWork();
        Line line = line(campaign, pledge);
        if (!line.stage.equals("TAKEN")) {
            throw Refused.because("relief.pledge.over");
        }
        if (amount.compareTo(line.allotted) > 0) {
            throw Refused.field("amount", "relief.hand.most", Amounts.plain(line.allotted));
        }
        jdbc.sql(
                        """
                        update relief.pledge set handed = ?, she_was_paid = ?, version = version + 1
                        where province = ? and id = ?
                        """)
                .params(amount, paid, campaign.facts().id().province().number(), pledge)
                .update();
        campaigns.enter(campaign, who, "relief.handed");
        endRelief.ifSettled(campaign.facts().id(), who);
    }

    /** Did not come, or did not want it: what was kept for her goes to who waits. */
    @Transactional
    public void missed(SeatHeld who, UUID id, UUID pledge) {
        Campaign campaign = campaigns.lockedFor(who, id);
        campaign.guardAtWork();
        Line line = line(campaign, pledge);
        if (!line.stage.equals("TAKEN")) {
            throw Refused.because("relief.pledge.over");
        }
        if (line.fetched) {
            throw Refused.because("relief.hand.fetched");
        }
        var pledgeId = new PledgeId(campaign.facts().id().province(), pledge);
        Pledges.end(jdbc, pledgeId, "MISSED", clock);
        campaigns.tellBuyers(pledgeId.province(), java.util.List.of(pledge), "relief.told.missed");
        campaigns.enter(campaign, who, "relief.missed");
        campaigns.moveUp(campaign.facts().id());
        endRelief.ifSettled(campaign.facts().id(), who);
    }

    /** Took only so much: the rest goes to who waits. */
    @Transactional
    public void noMore(SeatHeld who, UUID id, UUID pledge) {
        Campaign campaign = campaigns.lockedFor(who, id);
        campaign.guardAtWork();
        int changed =
                jdbc.sql(
                                """
                                update relief.pledge set amount = greatest(handed, coalesce(fetched, 0)),
                                  allotted = greatest(handed, coalesce(fetched, 0)), version = version + 1
                                where province = ? and id = ? and campaign = ? and stage = 'TAKEN'
                                  and greatest(handed, coalesce(fetched, 0)) > 0
                                """)
                        .params(campaign.facts().id().province().number(), pledge, id)
                        .update();
        if (changed == 0) {
            throw Refused.because("relief.hand.first");
        }
        campaigns.enter(campaign, who, "relief.no-more");
        campaigns.moveUp(campaign.facts().id());
        endRelief.ifSettled(campaign.facts().id(), who);
    }

    private Line line(Campaign campaign, UUID pledge) {
        return jdbc.sql(
                        """
                        select allotted, stage, coalesce(fetched, 0) > 0 as fetched from relief.pledge
                        where province = ? and id = ? and campaign = ?
                        """)
                .params(
                        campaign.facts().id().province().number(),
                        pledge,
                        campaign.facts().id().value())
                .query(Line.class)
                .optional()
                .orElseThrow(NotHere::new);
    }
}
