package niangjia.relief.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.files.Attachments;
import niangjia.keys.Keys;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Written;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asked before the request that a campaign came from, so that both lock in the same order as the
 * end of a campaign does. What is kept of who sells and who takes. A trade's records are kept for
 * three years after its end (电子商务法 31); then the lines stay as numbers, without anybody.
 */
@Component
@Order(8)
public class ReliefKept implements PersonalData {

    private static final Period YEARS = Period.ofYears(3);
    private static final Period ALARM_FOR = Period.ofYears(1);
    private static final int AT_ONCE = 500;

    private static final Kept SELLER =
            new Kept(
                    "relief.campaign",
                    List.of("request", "shown_as", "seller", "yard", "reach", "thanks"),
                    "relief.data.seller",
                    Ground.CONSENT,
                    new Until.After(YEARS, null));
    private static final Kept BUYER =
            new Kept(
                    "relief.pledge",
                    List.of("known_as", "contact", "organisation", "amount", "pick_up", "at"),
                    "relief.data.buyer",
                    Ground.HER_WISH,
                    new Until.After(YEARS, null));
    private static final Kept ALARM =
            new Kept(
                    "relief.alarm",
                    List.of("words", "at"),
                    "relief.data.alarm",
                    Ground.HER_WISH,
                    new Until.After(ALARM_FOR, null));
    private static final Kept PICTURE =
            new Kept(
                    "files.file",
                    List.of("secret"),
                    "relief.data.picture",
                    Ground.CONSENT,
                    new Until.After(YEARS, null));

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final EndRelief endRelief;
    private final Attachments attachments;
    private final Keys keys;
    private final Clock clock;

    ReliefKept(
            JdbcClient jdbc,
            Campaigns campaigns,
            EndRelief endRelief,
            Attachments attachments,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.endRelief = endRelief;
        this.attachments = attachments;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public List<Kept> kept() {
        return List.of(SELLER, BUYER, ALARM, PICTURE);
    }

    /** Of the seller by her request, of who pledged by the pledge. */
    @Override
    public List<Held> held(Subject her) {
        List<Held> held = new ArrayList<>();
        Province province = her.province();
        jdbc.sql(
                        """
                        select id, item, shown_as, seller, yard, reach, thanks, drafted_at from relief.campaign
                        where province = ? and request = ? order by drafted_at limit 50
                        """)
                .params(province.number(), her.matter())
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("item", row.getString("item"));
                    put(values, "shown_as", row.getString("shown_as"));
                    put(
                            values,
                            "seller",
                            keys.openIfAny(
                                    Written.SELLER.in(province, id), row.getBytes("seller")));
                    put(
                            values,
                            "yard",
                            keys.openIfAny(Written.YARD.in(province, id), row.getBytes("yard")));
                    put(
                            values,
                            "reach",
                            keys.openIfAny(Written.REACH.in(province, id), row.getBytes("reach")));
                    put(
                            values,
                            "thanks",
                            keys.openIfAny(
                                    Written.THANKS.in(province, id), row.getBytes("thanks")));
                    values.put("at", row.getTimestamp("drafted_at").toInstant());
                    held.add(new Held(SELLER, values));
                });
        jdbc.sql(
                        """
                        select p.id, c.item, p.known_as, p.contact, p.organisation, p.amount, p.at from relief.pledge p
                        join relief.campaign c on c.province = p.province and c.id = p.campaign
                        where p.province = ? and p.id = ?
                        """)
                .params(province.number(), her.matter())
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("item", row.getString("item"));
                    put(
                            values,
                            "known_as",
                            keys.openIfAny(
                                    Written.BUYER.in(province, id), row.getBytes("known_as")));
                    put(
                            values,
                            "contact",
                            keys.openIfAny(
                                    Written.CONTACT.in(province, id), row.getBytes("contact")));
                    put(
                            values,
                            "organisation",
                            keys.openIfAny(
                                    Written.ORGANISATION.in(province, id),
                                    row.getBytes("organisation")));
                    values.put("amount", row.getBigDecimal("amount"));
                    values.put("at", row.getTimestamp("at").toInstant());
                    held.add(new Held(BUYER, values));
                });
        return held;
    }

    private static void put(Map<String, Object> values, String column, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(column, value);
        }
    }

    @Override
    public void correct(Subject her, Correction correction) {
        Province province = her.province();
        if (correction.knownAs() != null) {
            jdbc.sql(
                            "update relief.pledge set known_as = ? where province = ? and id = ? and known_as is not null")
                    .params(
                            keys.close(
                                    Written.BUYER.in(province, her.matter()), correction.knownAs()),
                            province.number(),
                            her.matter())
                    .update();
        }
        if (correction.contact() != null) {
            jdbc.sql(
                            """
                            update relief.pledge set contact = ?, contact_hash = ? where province = ? and id = ?
                              and contact is not null
                            """)
                    .params(
                            keys.close(
                                    Written.CONTACT.in(province, her.matter()),
                                    correction.contact()),
                            keys.lookup(Written.CONTACT, province, correction.contact()),
                            province.number(),
                            her.matter())
                    .update();
        }
    }

    /**
     * What is at work for her is stopped first, since it cannot be handed over without her; a
     * pledge that is open is withdrawn.
     */
    @Override
    public void erase(Subject her) {
        Province province = her.province();
        for (UUID id :
                jdbc.sql(
                                "select id from relief.campaign where province = ? and request = ? limit 50")
                        .params(province.number(), her.matter())
                        .query(UUID.class)
                        .list()) {
            Campaign campaign = campaigns.locked(id).orElseThrow();
            stopIfAtWork(campaign);
            forgetSeller(new CampaignId(province, id));
        }
        jdbc.sql("select campaign from relief.pledge where province = ? and id = ?")
                .params(province.number(), her.matter())
                .query(UUID.class)
                .optional()
                .ifPresent(campaign -> erasePledge(campaign, new PledgeId(province, her.matter())));
    }

    /** Read with the campaign in hand: until then something may be handed over. */
    private void erasePledge(UUID campaign, PledgeId pledge) {
        campaigns.locked(campaign);
        boolean open =
                jdbc.sql(
                                """
                                select stage in ('TAKEN', 'WAITING') and coalesce(handed, 0) + coalesce(fetched, 0) = 0
                                from relief.pledge where province = ? and id = ?
                                """)
                        .params(pledge.province().number(), pledge.value())
                        .query(Boolean.class)
                        .single();
        if (open) {
            Pledges.end(jdbc, pledge, "WITHDRAWN", clock);
        }
        forgetBuyers(pledge.province(), List.of(pledge.value()));
        var id = new CampaignId(pledge.province(), campaign);
        campaigns.moveUp(id);
        endRelief.ifSettled(id, null);
    }

    private void stopIfAtWork(Campaign campaign) {
        CampaignId id = campaign.facts().id();
        switch (campaign.now().stage()) {
            case DRAFT, SECOND -> {
                campaign.drop();
                campaigns.keep(campaign, null, "relief.dropped");
            }
            case OPEN, CLOSED -> {
                List<UUID> all = campaigns.pledges(id, List.of("TAKEN", "WAITING"));
                campaign.endErased(clock.instant());
                campaigns.keep(campaign, null, "relief.stopped");
                campaigns.tellBuyers(id.province(), all, "relief.told.stopped");
                endRelief.lines(campaign);
            }
            case ENDED, DROPPED -> {}
        }
    }

    private void forgetSeller(CampaignId id) {
        jdbc.sql(
                        """
                        update relief.campaign set seller = null, yard = null, yard_hash = null, reach = null, thanks = null,
                          shown_as = '' where province = ? and id = ?
                        """)
                .params(id.province().number(), id.value())
                .update();
        attachments.erase(Written.pictures(id.province(), id.value()));
        jdbc.sql("delete from relief.picture where campaign = ?").param(id.value()).update();
    }

    private void forgetBuyers(Province province, List<UUID> pledges) {
        jdbc.sql(
                        """
                        update relief.pledge set known_as = null, contact = null, contact_hash = null, organisation = null
                        where province = ? and id = any (?)
                        """)
                .params(province.number(), pledges.toArray(UUID[]::new))
                .update();
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        Timestamp before = before(now, YEARS);
        long sellers = 0;
        for (CampaignId id :
                jdbc.sql(
                                """
                                select province, id from relief.campaign where ended_at <= ? and stage in ('ENDED', 'DROPPED')
                                  and seller is not null order by ended_at limit ?
                                """)
                        .params(before, AT_ONCE)
                        .query((row, n) ->
                                new CampaignId(
                                        new Province(row.getShort(1)),
                                        row.getObject(2, UUID.class)))
                        .list()) {
            forgetSeller(id);
            sellers++;
        }
        long buyers =
                jdbc.sql(
                                """
                                update relief.pledge p set known_as = null, contact = null, contact_hash = null, organisation = null
                                from relief.campaign c where c.province = p.province and c.id = p.campaign
                                  and c.stage = 'ENDED' and c.ended_at <= ? and p.known_as is not null
                                """)
                        .param(before)
                        .update();
        long alarms =
                jdbc.sql("update relief.alarm set words = null where at <= ? and words is not null")
                        .param(before(now, ALARM_FOR))
                        .update();
        return Map.of(SELLER.text(), sellers, BUYER.text(), buyers, ALARM.text(), alarms);
    }

    private static Timestamp before(Instant now, Period time) {
        return Timestamp.from(now.atOffset(ZoneOffset.UTC).minus(time).toInstant());
    }
}
