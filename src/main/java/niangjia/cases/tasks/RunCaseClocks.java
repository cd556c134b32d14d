package niangjia.cases.tasks;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.messages.Messages;
import niangjia.network.WorkingTime;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells who holds a matter, on the workbench, that a clock ran out or a review is due. Where nobody
 * is on duty it waits to be told, until somebody is.
 */
@Component
public class RunCaseClocks {

    private static final Logger LOG = LoggerFactory.getLogger(RunCaseClocks.class);
    private static final int AT_ONCE = 50;

    private record Due(short province, UUID id, @Nullable UUID desk, @Nullable UUID overseer) {}

    private final JdbcClient jdbc;
    private final Messages messages;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RunCaseClocks(
            JdbcClient jdbc,
            Messages messages,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 5_000)
    void everyTenSeconds() {
        try {
            while (runDue() >= AT_ONCE) {
                LOG.debug("more is due");
            }
        } catch (DataAccessException away) {
            LOG.warn(
                    "What is due could not be read and waits: {}", away.getClass().getSimpleName());
        }
    }

    /** How much was due and is told. */
    public int runDue() {
        Integer told =
                transaction.execute(status -> {
                    List<Due> reviews =
                            jdbc.sql(
                                            """
                                            with due as (
                                              select m.province, m.id from cases.matter m
                                              join help.sealed_matter s on s.province = m.province and s.id = m.id
                                              where not m.review_told and m.review_on <= :today and s.desk is not null and s.ended_at is null
                                              order by m.review_on limit :limit for update of m skip locked),
                                            told as (
                                              update cases.matter m set review_told = true from due
                                              where m.province = due.province and m.id = due.id returning m.province, m.id)
                                            select t.province, t.id, s.desk, s.overseer from told t
                                            join help.sealed_matter s on s.province = t.province and s.id = t.id
                                            """)
                                    .param(
                                            "today",
                                            Date.valueOf(
                                                    LocalDate.ofInstant(
                                                            clock.instant(), WorkingTime.ZONE)))
                                    .param("limit", AT_ONCE)
                                    .query(Due.class)
                                    .list();
                    reviews.forEach(due -> tell(due, due.desk, "cases.told.review", false));
                    List<Due> clocks =
                            jdbc.sql(
                                            """
                                            with due as (
                                              select c.province, c.matter, c.what, c.since from cases.clock c
                                              join help.sealed_matter s on s.province = c.province and s.id = c.matter
                                              where c.ended_at is null and not c.told and c.due_at <= :now
                                                and num_nonnulls(s.desk, s.overseer) > 0
                                              order by c.due_at limit :limit for update of c skip locked),
                                            told as (
                                              update cases.clock c set told = true from due
                                              where c.province = due.province and c.matter = due.matter
                                                and c.what = due.what and c.since = due.since
                                              returning c.province, c.matter)
                                            select t.province, t.matter as id, s.desk, s.overseer from told t
                                            join help.sealed_matter s on s.province = t.province and s.id = t.matter
                                            """)
                                    .param("now", Timestamp.from(clock.instant()))
                                    .param("limit", AT_ONCE)
                                    .query(Due.class)
                                    .list();
                    clocks.forEach(due -> {
                        tell(due, due.desk, "cases.told.clock", true);
                        tell(due, due.overseer, "cases.told.clock", true);
                    });
                    return reviews.size() + clocks.size();
                });
        return told == null ? 0 : told;
    }

    private void tell(Due due, @Nullable UUID seat, String key, boolean urgent) {
        if (seat != null) {
            messages.tell(
                    new Province(due.province),
                    new Messages.To.Seat(new SeatId(seat)),
                    key,
                    due.id,
                    urgent);
        }
    }
}
