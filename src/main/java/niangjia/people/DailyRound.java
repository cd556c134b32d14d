package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Once a day, at the quietest hour, each module erases what has had its time. The hour is a row:
 * one copy of the program claims it, a round that was missed or killed is made at the next start.
 */
@Component
public class DailyRound {

    private static final Logger LOG = LoggerFactory.getLogger(DailyRound.class);
    private static final LocalTime QUIET = LocalTime.of(3, 30);

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final Network network;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DailyRound(
            JdbcClient jdbc,
            Catalogue catalogue,
            Network network,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.network = network;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void everyMinute() {
        try {
            runIfDue();
        } catch (DataAccessException away) {
            LOG.warn("The daily round waits: {}", away.getClass().getSimpleName());
        }
    }

    /** Makes the round if its hour has come; whether it did. All of it is done, or nothing. */
    public boolean runIfDue() {
        Instant now = clock.instant();
        Map<String, Long> erased = new TreeMap<>();
        Boolean made =
                transaction.execute(status -> {
                    boolean claimed =
                            jdbc.sql(
                                            "select true from people.round where due_at <= ? for update skip locked")
                                    .param(Timestamp.from(now))
                                    .query(Boolean.class)
                                    .optional()
                                    .isPresent();
                    if (claimed) {
                        catalogue
                                .modules()
                                .forEach(module ->
                                        module.expire(now)
                                                .forEach((what, amount) ->
                                                        erased.merge(what, amount, Long::sum)));
                        keep(now, erased);
                    }
                    return claimed;
                });
        if (Boolean.TRUE.equals(made)) {
            LOG.info("The daily round erased what had had its time: {}", erased);
            return true;
        }
        return false;
    }

    private void keep(Instant now, Map<String, Long> erased) {
        erased.values().removeIf(amount -> amount == 0);
        jdbc.sql(
                        "insert into people.erased (at, what, amount) select ?, n.what, n.amount"
                                + " from unnest(cast(? as text[]), cast(? as bigint[])) n (what, amount)")
                .param(Timestamp.from(now))
                .param(erased.keySet().toArray(String[]::new))
                .param(erased.values().toArray(Long[]::new))
                .update();
        Instant next =
                LocalDate.ofInstant(now, WorkingTime.ZONE)
                        .plusDays(1)
                        .atTime(QUIET)
                        .atZone(WorkingTime.ZONE)
                        .toInstant();
        jdbc.sql("update people.round set due_at = ?").param(Timestamp.from(next)).update();
        Place nation = network.nation();
        events.publishEvent(new RoundMade(now, nation.province(), nation.id(), Map.copyOf(erased)));
    }
}
