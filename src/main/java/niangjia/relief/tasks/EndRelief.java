package niangjia.relief.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import niangjia.help.HeldRequests;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The end: the report is what the lines say, so nobody writes one. The request that it came from
 * gets its result, and whether it is done is hers to say.
 */
@Component
class EndRelief {

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final HeldRequests held;
    private final Sums sums;
    private final MessageSource texts;
    private final Clock clock;

    EndRelief(
            JdbcClient jdbc,
            Campaigns campaigns,
            HeldRequests held,
            Sums sums,
            MessageSource texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.held = held;
        this.sums = sums;
        this.texts = texts;
        this.clock = clock;
    }

    /** Everything that was taken is delivered and paid: there is nothing to wait for. */
    @Transactional(propagation = Propagation.MANDATORY)
    void ifSettled(CampaignId id, @Nullable SeatHeld by) {
        Campaign campaign = campaigns.locked(id.value()).orElseThrow();
        Campaign.Totals totals = campaign.totals();
        if (campaign.now().stage() == Campaign.Stage.CLOSED
                && totals.waiting() == 0
                && totals.delivered().signum() > 0
                && totals.taken().compareTo(totals.paid()) == 0) {
            campaign.endDelivered(clock.instant());
            campaigns.keep(campaign, by, "relief.ended");
            over(campaign);
        }
    }

    /** The last useful day is long past: what was not said by now is not said any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    void afterTheLastDay(Campaign campaign) {
        campaign.endDelivered(clock.instant());
        campaigns.keep(campaign, null, "relief.ended");
        over(campaign);
    }

    /** It is over: the lines are let go, it is counted, everybody is told, and she has the word. */
    @Transactional(propagation = Propagation.MANDATORY)
    void over(Campaign campaign) {
        Campaign ended = lines(campaign);
        CampaignId id = ended.facts().id();
        boolean came = ended.totals().delivered().signum() > 0;
        campaigns.tellBuyers(
                id.province(), campaigns.pledges(id, List.of("TAKEN")), "relief.told.ended");
        held.came(
                Campaigns.requestOf(ended),
                ended.facts().draftedBy(),
                texts.getMessage(
                        came ? "relief.said.ended" : "relief.said.nothing",
                        new Object[] {
                            ended.facts().terms().item(),
                            Amounts.plain(ended.totals().delivered()),
                            texts.getMessage(
                                    "relief.measure." + ended.facts().terms().measure(),
                                    null,
                                    Locale.SIMPLIFIED_CHINESE)
                        },
                        Locale.SIMPLIFIED_CHINESE));
    }

    /** What is not handed over any more is let go; the lines that count stay as they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    Campaign lines(Campaign campaign) {
        CampaignId id = campaign.facts().id();
        jdbc.sql(
                        """
                        update relief.pledge set stage = case when stage = 'WAITING' then 'LAPSED' else 'MISSED' end,
                          allotted = 0, ended_at = ?, version = version + 1
                        where province = ? and campaign = ? and (stage = 'WAITING' or stage = 'TAKEN'
                          and coalesce(handed, 0) = 0 and coalesce(fetched, 0) = 0)
                        """)
                .params(Timestamp.from(clock.instant()), id.province().number(), id.value())
                .update();
        jdbc.sql(
                        """
                        update relief.pledge set handed = null, fetched = null, she_was_paid = false, buyer_paid = false
                        where province = ? and campaign = ? and stage in ('LAPSED', 'MISSED')
                          and num_nonnulls(handed, fetched) > 0
                        """)
                .params(id.province().number(), id.value())
                .update();
        jdbc.sql("delete from relief.clock where province = ? and campaign = ?")
                .params(id.province().number(), id.value())
                .update();
        Campaign ended = campaigns.locked(id.value()).orElseThrow();
        boolean came = ended.totals().delivered().signum() > 0;
        sums.add(ended.facts().shownPlace(), Counted.OPEN, -1);
        sums.add(ended.facts().shownPlace(), came ? Counted.DELIVERED : Counted.NOTHING, 1);
        return ended;
    }
}
