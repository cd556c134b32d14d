package niangjia.cases.tasks;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import niangjia.cases.model.HalfYear;
import niangjia.network.WorkingTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the sealed matters of a half-year once, when it is over. Never again: two looks at
 * different times, taken from each other, would tell what one of them alone does not. A matter came
 * when it was sealed: one that was asked as something else lies in a half-year not counted yet.
 */
@Component
public class CountHalfYears {

    private static final Logger LOG = LoggerFactory.getLogger(CountHalfYears.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CountHalfYears(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 90_000)
    void everyTenMinutes() {
        try {
            runDue();
        } catch (DataAccessException away) {
            LOG.warn("Counting waits: {}", away.getClass().getSimpleName());
        }
    }

    /** How many half-years were counted. */
    public int runDue() {
        int counted = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> next()))) {
            counted++;
        }
        return counted;
    }

    private boolean next() {
        HalfYear now = HalfYear.of(LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE));
        Optional<HalfYear> due = due().filter(half -> half.begins().isBefore(now.begins()));
        due.ifPresent(this::count);
        return due.isPresent();
    }

    /** The one after the last that was counted, or the one in which the first matter came. */
    private Optional<HalfYear> due() {
        Optional<HalfYear> last =
                jdbc.sql("select begins from cases.half_year order by begins desc limit 1")
                        .query((row, n) -> new HalfYear(row.getDate(1).toLocalDate()).next())
                        .optional();
        return last.isPresent()
                ? last
                : jdbc.sql("select opened_at from cases.matter order by opened_at limit 1")
                        .query((row, n) ->
                                HalfYear.of(
                                        LocalDate.ofInstant(
                                                row.getTimestamp(1).toInstant(), WorkingTime.ZONE)))
                        .optional();
    }

    private void count(HalfYear half) {
        int claimed =
                jdbc.sql(
                                "insert into cases.half_year (begins, counted_at) values (?, ?) on conflict do nothing")
                        .params(Date.valueOf(half.begins()), Timestamp.from(clock.instant()))
                        .update();
        if (claimed == 0) {
            return;
        }
        jdbc.sql(
                        """
                        insert into cases.counted (province, begins, came, done, rested)
                        select s.province, :begins, count(*), count(*) filter (where s.stage = 'DONE' and s.ended_at < :end),
                          count(*) filter (where s.rested_at < :end and (s.ended_at is null or s.ended_at >= :end))
                        from cases.matter m join help.sealed_matter s on s.province = m.province and s.id = m.id
                        where m.opened_at >= :start and m.opened_at < :end group by s.province
                        """)
                .param("begins", Date.valueOf(half.begins()))
                .param("start", start(half.begins()))
                .param("end", start(half.ends()))
                .update();
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(WorkingTime.ZONE).toInstant());
    }
}
