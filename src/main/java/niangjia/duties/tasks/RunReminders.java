package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.network.QuietHours;
import niangjia.network.WorkingTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds a seat once of what it took. Clocks are rows, claimed with a lock that others skip. In
 * quiet hours nobody is reminded, and nobody who is away.
 */
@Component
public class RunReminders {

    private static final Logger LOG = LoggerFactory.getLogger(RunReminders.class);
    private static final int AT_ONCE = 100;
    private static final Duration AWAY = Duration.ofDays(1);

    private record Due(
            short province,
            UUID work,
            UUID seat,
            boolean onDuty,
            @Nullable String quietFrom,
            @Nullable String quietUntil) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RunReminders(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
    void everyMinute() {
        try {
            runDue();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Nobody is reminded this time: {}", away.getClass().getSimpleName());
        }
    }

    /** Reminds of what is due now; how many clocks were turned. */
    public int runDue() {
        int turned = 0;
        int last;
        do {
            last = Objects.requireNonNull(transaction.execute(status -> turn()));
            turned += last;
        } while (last == AT_ONCE);
        return turned;
    }

    private int turn() {
        Instant now = clock.instant();
        List<Due> due =
                jdbc.sql(
                                """
                                select k.province, k.work, k.seat,
                                  exists (select from network.duty d where d.seat = k.seat) as on_duty,
                                  network.setting_at(:from, c.position, :today) as quiet_from,
                                  network.setting_at(:until, c.position, :today) as quiet_until
                                from duties.clock k left join network.chair c on c.seat = k.seat
                                where k.due_at <= :now order by k.due_at limit :most for update of k skip locked
                                """)
                        .param("from", QuietHours.FROM)
                        .param("until", QuietHours.UNTIL)
                        .param("today", LocalDate.ofInstant(now, WorkingTime.ZONE))
                        .param("now", Timestamp.from(now))
                        .param("most", AT_ONCE)
                        .query(Due.class)
                        .list();
        List<Due> told = new ArrayList<>();
        List<Due> later = new ArrayList<>();
        List<Timestamp> laterAt = new ArrayList<>();
        for (Due one : due) {
            QuietHours quiet = QuietHours.agreed(one.quietFrom, one.quietUntil);
            Instant free = quiet.after(now, WorkingTime.ZONE);
            if (one.onDuty && free.equals(now)) {
                told.add(one);
            } else {
                later.add(one);
                laterAt.add(Timestamp.from(one.onDuty ? free : now.plus(AWAY)));
            }
        }
        tell(told, now);
        put(later, laterAt);
        return due.size();
    }

    private void tell(List<Due> told, Instant now) {
        jdbc.sql(
                        """
                        with gone as (
                          delete from duties.clock k
                          using unnest(cast(:provinces as smallint[]), cast(:works as uuid[]), cast(:seats as uuid[]))
                            n (province, work, seat)
                          where k.province = n.province and k.work = n.work and k.seat = n.seat
                          returning k.province, k.seat)
                        select messages.tell(g.province, uuidv7(), g.seat, 'duties.told.due', null, false, :now)
                        from (select distinct province, seat from gone) g
                        """)
                .param("provinces", provinces(told))
                .param("works", told.stream().map(Due::work).toArray(UUID[]::new))
                .param("seats", told.stream().map(Due::seat).toArray(UUID[]::new))
                .param("now", Timestamp.from(now))
                .query()
                .listOfRows();
    }

    private void put(List<Due> later, List<Timestamp> at) {
        jdbc.sql(
                        """
                        update duties.clock k set due_at = n.at
                        from unnest(cast(:provinces as smallint[]), cast(:works as uuid[]), cast(:seats as uuid[]),
                          cast(:at as timestamptz[])) n (province, work, seat, at)
                        where k.province = n.province and k.work = n.work and k.seat = n.seat
                        """)
                .param("provinces", provinces(later))
                .param("works", later.stream().map(Due::work).toArray(UUID[]::new))
                .param("seats", later.stream().map(Due::seat).toArray(UUID[]::new))
                .param("at", at.toArray(Timestamp[]::new))
                .update();
    }

    private static Short[] provinces(List<Due> due) {
        return due.stream().map(Due::province).toArray(Short[]::new);
    }
}
