package niangjia.relief.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.WorkingTime;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import niangjia.shared.Province;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes on the day, reminds before a window and writes the report after the last useful day.
 * Clocks are rows; each is claimed with a lock that others skip, in a transaction of its own.
 */
@Component
public class RunReliefClocks {

    private static final Logger LOG = LoggerFactory.getLogger(RunReliefClocks.class);
    private static final int AT_ONCE = 100;
    private static final Duration LATER = Duration.ofMinutes(15);

    private record Due(short province, UUID campaign, String what, UUID pickUp, Instant at) {
        CampaignId id() {
            return new CampaignId(new Province(province), campaign);
        }
    }

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final RunWeek runWeek;
    private final EndRelief endRelief;
    private final ReliefSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RunReliefClocks(
            JdbcClient jdbc,
            Campaigns campaigns,
            RunWeek runWeek,
            EndRelief endRelief,
            ReliefSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.runWeek = runWeek;
        this.endRelief = endRelief;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 2000)
    void everyTwoSeconds() {
        try {
            runDue();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn(
                    "The clocks of relief could not be read and wait: {}",
                    away.getClass().getSimpleName());
        }
    }

    /** Turns what is due now; how many clocks that were. */
    public int runDue() {
        List<Due> due =
                jdbc.sql(
                                "select province, campaign, what, pick_up, due_at as at from relief.clock where due_at <= ? order by due_at limit ?")
                        .params(Timestamp.from(clock.instant()), AT_ONCE)
                        .query(Due.class)
                        .list();
        int turned = 0;
        for (Due next : due) {
            turned += isTurned(next) ? 1 : 0;
        }
        return turned;
    }

    private boolean isTurned(Due due) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> turn(due)));
        } catch (DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException broken) {
            LOG.error(
                    "A clock of relief could not be turned and is tried again later: {}",
                    broken.getClass().getSimpleName());
            // Those that come after it are not held up.
            jdbc.sql(
                            "update relief.clock set due_at = ? where province = ? and campaign = ? and what = ? and pick_up = ?")
                    .param(Timestamp.from(clock.instant().plus(LATER)))
                    .param(due.province)
                    .param(due.campaign)
                    .param(due.what)
                    .param(due.pickUp)
                    .update();
            return false;
        }
    }

    private boolean turn(Due due) {
        Optional<Campaign> claimed = claimed(due);
        if (claimed.isEmpty()) {
            return false;
        }
        Campaign campaign = claimed.get();
        switch (due.what) {
            case "CLOSE" -> {
                if (campaign.now().stage() == Campaign.Stage.OPEN) {
                    campaign.close();
                    campaigns.keep(campaign, null, "relief.closed");
                    runWeek.closed(campaign);
                }
            }
            case "REMIND" -> remind(due);
            case "REPORT" -> {
                if (campaign.now().stage().atWork()) {
                    endRelief.afterTheLastDay(campaign);
                }
            }
            default -> throw new IllegalStateException(due.what);
        }
        return true;
    }

    /** The campaign first, as every verb does, then its clock; both or neither. */
    private Optional<Campaign> claimed(Due due) {
        Optional<Long> position =
                jdbc.sql(
                                """
                                select u.position from relief.campaign c join network.place u on u.id = c.place
                                where c.province = ? and c.id = ? for update of c skip locked
                                """)
                        .params(due.province, due.campaign)
                        .query(Long.class)
                        .optional();
        if (position.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant awake =
                due.what.equals("REMIND")
                        ? settings.quiet(position.get()).after(now, WorkingTime.ZONE)
                        : now;
        if (awake.isAfter(now)) {
            jdbc.sql(
                            "update relief.clock set due_at = ? where province = ? and campaign = ? and what = ? and pick_up = ?")
                    .params(Timestamp.from(awake), due.province, due.campaign, due.what, due.pickUp)
                    .update();
            return Optional.empty();
        }
        int gone =
                jdbc.sql(
                                """
                                delete from relief.clock where province = ? and campaign = ? and what = ? and pick_up = ? and due_at <= ?
                                """)
                        .params(
                                due.province,
                                due.campaign,
                                due.what,
                                due.pickUp,
                                Timestamp.from(now))
                        .update();
        return gone == 0 ? Optional.empty() : campaigns.locked(due.campaign);
    }

    /** Those who have a share and come at this window. */
    private void remind(Due due) {
        List<UUID> coming =
                jdbc.sql(
                                """
                                select l.id from relief.pledge l join relief.pick_up p on p.province = l.province and p.id = l.pick_up
                                where l.province = ? and l.campaign = ? and l.pick_up = ? and l.stage = 'TAKEN' and l.allotted > 0
                                  and l.fetched is null and p.ends > ?
                                """)
                        .params(
                                due.province,
                                due.campaign,
                                due.pickUp,
                                Timestamp.from(clock.instant()))
                        .query(UUID.class)
                        .list();
        campaigns.tellBuyers(due.id().province(), coming, "relief.told.window");
        Campaign campaign = campaigns.read(due.id()).orElseThrow();
        campaigns.tellSeat(campaign, campaign.facts().draftedBy(), "relief.told.window-yours");
    }
}
