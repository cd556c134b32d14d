package niangjia.help.tasks;

import niangjia.network.UnitMoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
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

    private static final String ADDED =
            """
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
            """
                    + ADDED;

    /** What a moved unit brings is taken off the old parents and put on the new ones. */
    private static final String MOVE =
            """
            with brings as (select * from help.sum where unit = :unit),
            parents as (
              select a.id, -1 as sign from network.place p join network.place a
                on a.position = any (network.upwards(p.position)) where p.id = :from
                  and (p.province <> 99 or a.depth > 0)
              union all
              select a.id, 1 from network.place p join network.place a
                on a.position = any (network.upwards(p.position)) where p.id = :to
                  and (p.province <> 99 or a.depth > 0)),
            net as (select id, sum(sign) as sign from parents group by id having sum(sign) <> 0)
            insert into help.sum (unit, day, asked, waiting, in_hand, her_word, late, contacted, in_time,
              contact_minutes, done, satisfied, no_word)
            select n.id, b.day, n.sign * b.asked, n.sign * b.waiting, n.sign * b.in_hand,
              n.sign * b.her_word, n.sign * b.late, n.sign * b.contacted, n.sign * b.in_time,
              n.sign * b.contact_minutes, n.sign * b.done, n.sign * b.satisfied, n.sign * b.no_word
            from brings b cross join net n order by n.id, b.day
            """
                    + ADDED;

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

    /**
     * Sums above a moved unit follow it within the move: a fold that runs is waited for, none
     * begins before the tree stands anew, so that nothing is counted above the wrong parents.
     */
    @EventListener
    void whenAUnitMoves(UnitMoved moved) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('help.sum'))").query().listOfRows();
        jdbc.sql(MOVE)
                .param("unit", moved.unit().value())
                .param("from", moved.from().value())
                .param("to", moved.to().value())
                .update();
    }
}
