package niangjia.relief.tasks;

import java.util.UUID;
import niangjia.keys.Keys;
import niangjia.network.SeatHeld;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Written;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Thanks in the seller's own words, if she wishes; written down by who acts for her. */
@Component
public class Thanks {

    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final Keys keys;

    Thanks(JdbcClient jdbc, Campaigns campaigns, Keys keys) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.keys = keys;
    }

    /** Empty words take them away again. */
    @Transactional
    public void say(SeatHeld who, UUID id, String words) {
        Campaign campaign = campaigns.lockedFor(who, id);
        String said = words.strip();
        if (said.length() > LONGEST) {
            throw Refused.field("words", "relief.draft.line", LONGEST);
        }
        if (campaign.now().stage() != Campaign.Stage.ENDED) {
            throw Refused.because("relief.thanks.at-the-end");
        }
        CampaignId campaignId = campaign.facts().id();
        jdbc.sql("update relief.campaign set thanks = ? where province = ? and id = ?")
                .param(
                        said.isEmpty()
                                ? null
                                : keys.close(Written.THANKS.in(campaignId.province(), id), said))
                .param(campaignId.province().number())
                .param(id)
                .update();
        campaigns.enter(campaign, who, "relief.thanked");
    }
}
