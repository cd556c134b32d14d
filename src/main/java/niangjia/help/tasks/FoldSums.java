package niangjia.help.tasks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the changes of requests up the tree into the sums of each unit and day, at most a few
 * seconds behind.
 */
@Component
public class FoldSums {

    private static final Logger LOG = LoggerFactory.getLogger(FoldSums.class);

    private static final String FOLD =
            """
            with taken as (delete from help.change returning *),
            own as (
              select unit, day, sum(asked) asked, sum(waiting) waiting, sum(in_hand) in_hand, sum(her_word) her_word,
                sum(late) late, sum(contacted) contacted, sum(in_time) in_time, sum(contact_minutes) contact_minutes,
                sum(done) done, sum(satisfied) satisfied, sum(no_word) no_word
              from taken group by unit, day),
            up as (
              select a.id as unit, o.day, sum(asked) asked, sum(waiting) waiting, sum(in_hand) in_hand,
                sum(her_word) her_word, sum(late) late, sum(contacted) contacted, sum(in_time) in_time,
                sum(contact_minutes) contact_minutes, sum(done) done, sum(satisfied) satisfied, sum(no_word) no_word
              from own o join network.place p on p.id = o.unit
              join network.place a on a.position = any (network.upwards(p.position))
                and (p.province <> 99 or a.depth > 0)
              group by a.id, o.day)
            insert into help.sum (unit, day, asked, waiting, in_hand, her_word, late, contacted, in_time,
              contact_minutes, done, satisfied, no_word)
            select unit, day, asked, waiting, in_hand, her_word, late, contacted, in_time, contact_minutes, done,
              satisfied, no_word
            from up order by unit, day
            on conflict (unit, day) do update set
              asked = help.sum.asked + excluded.asked,
              waiting = help.sum.waiting + excluded.waiting,
              in_hand = help.sum.in_hand + excluded.in_hand,
              her_word = help.sum.her_word + excluded.her_word,
              late = help.sum.late + excluded.late,
              contacted = help.sum.contacted + excluded.contacted,
              in_time = help.sum.in_time + excluded.in_time,
              contact_minutes = help.sum.contact_minutes + excluded.contact_minutes,
              done = help.sum.done + excluded.done,
              satisfied = help.sum.satisfied + excluded.satisfied,
              no_word = help.sum.no_word + excluded.no_word
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FoldSums(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 1000)
    void everyTwoSeconds() {
        try {
            now();
        } catch (DataAccessException away) {
            LOG.warn(
                    "The sums could not be brought up and wait: {}",
                    away.getClass().getSimpleName());
        }
    }

    /**
     * One at a time, whichever copy of the program comes first; the others leave it to that one.
     */
    public void now() {
        transaction.executeWithoutResult(status -> {
            boolean mine =
                    jdbc.sql("select pg_try_advisory_xact_lock(hashtext('help.sum'))")
                            .query(Boolean.class)
                            .single();
            if (mine) {
                jdbc.sql(FOLD).update();
            }
        });
    }
}
