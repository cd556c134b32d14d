package niangjia.relief.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Written;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody says that something is wrong with what is offered. The federation that vouched for it
 * hears of it, and so does the one above, which did not.
 */
@Component
public class Alarms {

    private static final int LONGEST = 600;
    private static final int SHORTEST = 4;

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final Network network;
    private final Keys keys;
    private final Clock clock;

    Alarms(JdbcClient jdbc, Campaigns campaigns, Network network, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.network = network;
        this.keys = keys;
        this.clock = clock;
    }

    @Transactional
    public UUID raise(CampaignId id, String words) {
        String said = words.strip();
        if (said.length() < SHORTEST || said.length() > LONGEST) {
            throw Refused.field("words", "relief.alarm.words", LONGEST);
        }
        Campaign campaign = campaigns.read(id).orElseThrow(NotHere::new);
        UUID alarm = Ids.next(clock);
        jdbc.sql(
                        "insert into relief.alarm (province, id, campaign, words, at) values (?, ?, ?, ?, ?)")
                .params(
                        id.province().number(),
                        alarm,
                        id.value(),
                        keys.close(Written.ALARM.in(id.province(), alarm), said),
                        Timestamp.from(clock.instant()))
                .update();
        campaigns.enter(campaign, null, "relief.alarm-raised");
        campaigns.tellSeat(campaign, campaign.now().openedBy(), "relief.told.alarm");
        above(campaign)
                .forEach(seat -> campaigns.tellSeat(campaign, seat.seat(), "relief.told.alarm"));
        return alarm;
    }

    /** Who leads the next unit above the one that vouched. */
    private List<SeatHeld> above(Campaign campaign) {
        var federation = campaign.now().federation();
        if (federation == null) {
            return List.of();
        }
        Place there = network.place(federation).orElseThrow();
        List<Place> path = network.path(there);
        return path.size() < 2
                ? List.of()
                : network.people(path.get(path.size() - 2).id()).stream()
                        .filter(Campaign::leads)
                        .limit(3)
                        .toList();
    }

    /** What was found, for everybody who works on it to read. */
    @Transactional
    public void answer(SeatHeld who, UUID id, UUID alarm, String words) {
        Campaign campaign = campaigns.lockedForLead(who, id);
        String said = words.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw Refused.field("words", "relief.alarm.words", LONGEST);
        }
        int answered =
                jdbc.sql(
                                """
                                update relief.alarm set answered_at = ?, answered_by = ?, answer = ?
                                where province = ? and id = ? and campaign = ? and answered_at is null
                                """)
                        .params(
                                Timestamp.from(clock.instant()),
                                who.seat().value(),
                                said,
                                campaign.facts().id().province().number(),
                                alarm,
                                id)
                        .update();
        if (answered == 0) {
            throw Refused.because("relief.alarm.over");
        }
        campaigns.enter(campaign, who, "relief.alarm-answered");
    }
}
