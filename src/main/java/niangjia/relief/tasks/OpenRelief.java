package niangjia.relief.tasks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Written;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A federation that has seen it opens it; what is worth more is opened by two persons. */
@Component
public class OpenRelief {

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final ReliefSettings settings;
    private final Network network;
    private final MessageSource texts;
    private final Keys keys;
    private final Clock clock;

    OpenRelief(
            JdbcClient jdbc,
            Campaigns campaigns,
            ReliefSettings settings,
            Network network,
            MessageSource texts,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.settings = settings;
        this.network = network;
        this.texts = texts;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * She has seen field, quantity and price herself, for her federation.
     *
     * @param field that she has seen it; likewise {@code quantity} and {@code price}
     * @param pictures that she looked at pictures that resemble earlier ones, where there are any
     */
    @Transactional
    public void seen(
            SeatHeld who,
            UUID id,
            LocalDate on,
            boolean field,
            boolean quantity,
            boolean price,
            boolean pictures) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        if (!field) {
            throw Refused.field("field", "relief.open.all-three");
        }
        if (!quantity) {
            throw Refused.field("quantity", "relief.open.all-three");
        }
        if (!price) {
            throw Refused.field("price", "relief.open.all-three");
        }
        if (!pictures && resembles(id)) {
            throw Refused.field("pictures", "relief.open.pictures");
        }
        if (!hasWindow(campaign)) {
            throw Refused.because("relief.open.window");
        }
        notOfferedAlready(campaign);
        long position = campaigns.place(campaign).position();
        campaign.seen(
                who, on, settings.aloneUpTo(position), settings.openFor(position), clock.instant());
        for (String fact : new String[] {"FIELD", "QUANTITY", "PRICE"}) {
            DraftRelief.vouch(jdbc, campaign, who, fact, clock.instant());
        }
        keep(campaign, who, "relief.seen");
    }

    /** Another person says yes to what is worth more than one opens alone. */
    @Transactional
    public void second(SeatHeld who, UUID id) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        var first = campaign.now().openedBy();
        if (first != null
                && (first.equals(who.seat())
                        || network.seat(first)
                                .filter(one -> one.holder().equals(who.holder()))
                                .isPresent())) {
            throw Refused.because("relief.open.another");
        }
        notOfferedAlready(campaign);
        campaign.seconded(
                who, settings.openFor(campaigns.place(campaign).position()), clock.instant());
        DraftRelief.vouch(jdbc, campaign, who, "SECOND", clock.instant());
        keep(campaign, who, "relief.seconded");
    }

    /** The second person sends it back to be put right. */
    @Transactional
    public void sendBack(SeatHeld who, UUID id) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        campaign.backToDraft();
        jdbc.sql(
                        "delete from relief.vouched where province = ? and campaign = ? and fact <> 'SELLER'")
                .params(campaign.facts().id().province().number(), id)
                .update();
        campaigns.keep(campaign, who, "relief.sent-back");
        campaigns.tellSeat(campaign, campaign.facts().draftedBy(), "relief.told.sent-back");
    }

    private void keep(Campaign campaign, SeatHeld who, String act) {
        try {
            campaigns.keep(campaign, who, act);
        } catch (DuplicateKeyException twice) {
            throw Refused.because("relief.refused.field-twice");
        }
        if (campaign.now().stage() == Campaign.Stage.OPEN) {
            campaigns.opened(
                    campaign,
                    text(
                            "relief.said.opened",
                            campaign.facts().terms().item(),
                            Amounts.plain(campaign.facts().terms().cap()),
                            text("relief.measure." + campaign.facts().terms().measure())));
            campaigns.tellSeat(campaign, campaign.facts().draftedBy(), "relief.told.opened");
        }
    }

    private String text(String key, Object... details) {
        return texts.getMessage(key, details, java.util.Locale.SIMPLIFIED_CHINESE);
    }

    /** The same field under any of the keys that count while keys are changed. */
    private void notOfferedAlready(Campaign campaign) {
        CampaignId id = campaign.facts().id();
        byte @Nullable [] closed =
                jdbc.sql("select yard from relief.campaign where province = ? and id = ?")
                        .params(id.province().number(), id.value())
                        .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
                        .single()
                        .orElse(null);
        String yard = keys.openIfAny(Written.YARD.in(id.province(), id.value()), closed);
        if (yard == null) {
            throw Refused.because("relief.refused.not-draft");
        }
        boolean already =
                jdbc.sql(
                                """
                                select exists (select from relief.campaign where province = ? and yard_hash = any (?) and id <> ?
                                  and stage in ('SECOND', 'OPEN', 'CLOSED'))
                                """)
                        .param(id.province().number())
                        .param(
                                keys.lookups(Written.YARD, id.province(), yard)
                                        .toArray(byte[][]::new))
                        .param(id.value())
                        .query(Boolean.class)
                        .single();
        if (already) {
            throw Refused.because("relief.refused.field-twice");
        }
    }

    private boolean hasWindow(Campaign campaign) {
        return jdbc.sql(
                        "select exists (select from relief.pick_up where province = ? and campaign = ?)")
                .params(campaign.facts().id().province().number(), campaign.facts().id().value())
                .query(Boolean.class)
                .single();
    }

    private boolean resembles(UUID id) {
        return jdbc.sql("select exists (select from relief.resembling(?))")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
