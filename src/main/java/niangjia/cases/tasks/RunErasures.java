package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import niangjia.cases.model.What;
import niangjia.help.RequestId;
import niangjia.help.SealedMatters;
import niangjia.records.Entry;
import niangjia.shared.Province;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what she wished and did not call back: a matter a transaction, so that a killed
 * program leaves one either whole or erased. A log under hold goes when the hold is lifted.
 */
@Component
public class RunErasures {

    private static final Logger LOG = LoggerFactory.getLogger(RunErasures.class);

    private record Due(UUID wish, RequestId matter) {}

    private final JdbcClient jdbc;
    private final SealedMatters matters;
    private final CasesKept kept;
    private final IntakeLog log;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RunErasures(
            JdbcClient jdbc,
            SealedMatters matters,
            CasesKept kept,
            IntakeLog log,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.kept = kept;
        this.log = log;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 7_000)
    void everyTenSeconds() {
        try {
            runDue();
        } catch (DataAccessException away) {
            LOG.warn("Erasing waits: {}", away.getClass().getSimpleName());
        }
    }

    /** How many matters, or logs left of them, were erased. */
    public int runDue() {
        int erased = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> next() || nextLog()))) {
            erased++;
        }
        return erased;
    }

    private boolean next() {
        Optional<Due> due =
                jdbc.sql(
                                """
                                select province, matter, id from cases.wish
                                where what = 'ERASE' and ended_at is null and due_at <= ?
                                order by due_at limit 1 for update skip locked
                                """)
                        .param(now())
                        .query((row, n) ->
                                new Due(
                                        row.getObject("id", UUID.class),
                                        new RequestId(
                                                new Province(row.getShort("province")),
                                                row.getObject("matter", UUID.class))))
                        .optional();
        due.ifPresent(this::erase);
        return due.isPresent();
    }

    private void erase(Due due) {
        RequestId matter = due.matter;
        short province = matter.province().number();
        // The last entry is made while the log's key is still there.
        log.enter(matter, null, What.ERASED, "", "cases.erased", Entry.Door.CLOCK);
        jdbc.sql(
                        "update cases.wish set ended_at = ?, outcome = 'DONE' where province = ? and id = ?")
                .params(now(), province, due.wish)
                .update();
        matters.erase(matter);
    }

    private boolean nextLog() {
        Optional<RequestId> left =
                jdbc.sql(
                                """
                                select m.province, m.id from cases.matter m
                                where m.erased_at is not null and m.log_erased_at is null and not exists (
                                  select from cases.hold h where h.province = m.province and h.matter = m.id
                                    and h.set_at is not null and h.lifted_at is null)
                                order by m.province, m.id limit 1 for update skip locked
                                """)
                        .query((row, n) ->
                                new RequestId(
                                        new Province(row.getShort(1)),
                                        row.getObject(2, UUID.class)))
                        .optional();
        left.ifPresent(kept::eraseLog);
        return left.isPresent();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
