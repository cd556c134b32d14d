package niangjia.relief.tasks;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What may happen to it while it is open or handed over; everybody who takes part is told. */
@Component
public class RunWeek {

    private static final List<String> TAKING_PART = List.of("TAKEN", "WAITING");

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final EndRelief endRelief;
    private final Clock clock;

    RunWeek(JdbcClient jdbc, Campaigns campaigns, EndRelief endRelief, Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.endRelief = endRelief;
        this.clock = clock;
    }

    @Transactional
    public void extend(SeatHeld who, UUID id, LocalDate until, String why) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        campaign.extend(until, why.strip());
        campaigns.keep(campaign, who, "relief.extended");
        CampaignId campaignId = campaign.facts().id();
        Instant closes = java.util.Objects.requireNonNull(campaign.now().closesAt());
        campaigns.clock(campaignId, "CLOSE", campaignId.value(), closes);
        tell(campaign, TAKING_PART, "relief.told.extended");
    }

    /**
     * What the field still yields, as somebody has just seen it. Less than was taken is shared out
     * by the rule on the page; more goes to who waits.
     */
    @Transactional
    public void yields(SeatHeld who, UUID id, BigDecimal amount, String why) {
        Campaign campaign = campaigns.lockedFor(who, id);
        CampaignId campaignId = campaign.facts().id();
        BigDecimal before = campaign.now().available();
        campaign.yields(amount, campaigns.had(campaignId), why.strip());
        boolean less = amount.compareTo(before) < 0;
        boolean falls = amount.compareTo(campaign.totals().taken()) < 0;
        if (less && falls) {
            // First the shares, since none may be larger than what there is.
            campaigns.share(campaign, amount);
        }
        campaigns.keep(campaign, who, "relief.yields");
        if (less && falls) {
            tell(campaign, List.of("TAKEN"), "relief.told.short");
        } else {
            campaigns.moveUp(campaignId);
        }
    }

    @Transactional
    public void stop(SeatHeld who, UUID id, Campaign.How how, String why) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        List<UUID> all = campaigns.pledges(campaign.facts().id(), TAKING_PART);
        campaign.stop(how, why.strip(), clock.instant());
        campaigns.keep(campaign, who, "relief.stopped");
        campaigns.tellBuyers(campaign.facts().id().province(), all, "relief.told.stopped");
        endRelief.over(campaign);
    }

    /** The day or the cap is reached, or somebody who leads says that it is enough. */
    @Transactional
    public void close(SeatHeld who, UUID id) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        campaign.close();
        campaigns.keep(campaign, who, "relief.closed");
        closed(campaign);
    }

    /**
     * Pools that stayed under the least amount fall apart, and what they held goes to who waits.
     */
    void closed(Campaign campaign) {
        CampaignId id = campaign.facts().id();
        List<UUID> small =
                jdbc.sql(
                                """
                                with pools as (
                                  select coalesce(p.pool, p.id) as pool, sum(p.amount) as amount, bool_or(p.handed > 0 or p.fetched > 0) as had
                                  from relief.pledge p where p.province = :province and p.campaign = :campaign
                                    and p.stage in ('TAKEN', 'WAITING') and (p.pools or p.pool is not null)
                                  group by 1)
                                select p.id from relief.pledge p join pools o on o.pool = coalesce(p.pool, p.id)
                                where p.province = :province and p.campaign = :campaign and p.stage in ('TAKEN', 'WAITING')
                                  and o.amount < :smallest and o.had is not true
                                """)
                        .param("province", id.province().number())
                        .param("campaign", id.value())
                        .param("smallest", campaign.facts().terms().smallest())
                        .query(UUID.class)
                        .list();
        if (!small.isEmpty()) {
            jdbc.sql(
                            """
                            update relief.pledge set stage = 'LAPSED', allotted = 0, ended_at = ?, version = version + 1
                            where province = ? and id = any (?)
                            """)
                    .params(
                            Timestamp.from(clock.instant()),
                            id.province().number(),
                            small.toArray(UUID[]::new))
                    .update();
            campaigns.tellBuyers(id.province(), small, "relief.told.pool-small");
        }
        tell(campaign, TAKING_PART, "relief.told.closed");
        campaigns.tellSeat(campaign, campaign.facts().draftedBy(), "relief.told.closed-yours");
        campaigns.moveUp(id);
        endRelief.ifSettled(id, null);
    }

    private void tell(Campaign campaign, List<String> stages, String key) {
        CampaignId id = campaign.facts().id();
        campaigns.tellBuyers(id.province(), campaigns.pledges(id, stages), key);
    }
}
