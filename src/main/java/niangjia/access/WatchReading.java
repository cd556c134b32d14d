package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.shared.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who opens far more matters within an hour than anybody works on, or asks again and again for what
 * is not hers, is noticed: once a day it stands in the log, and on the day of those who answer for
 * her branch. Nothing is taken from her, since there may be a reason. It counts what stands in the
 * log already, so no request waits for it.
 */
@Component
public class WatchReading {

    private static final Logger LOG = LoggerFactory.getLogger(WatchReading.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final int openings;
    private final int refusals;
    private final TransactionTemplate transaction;

    private record Many(UUID person, UUID seat) {}

    /**
     * @param openings different matters that one person opens within an hour
     * @param refusals times that she asks within an hour for what is not hers
     */
    WatchReading(
            JdbcClient jdbc,
            Clock clock,
            @Value("${niangjia.limits.openings:60}") int openings,
            @Value("${niangjia.limits.refusals:20}") int refusals,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.openings = openings;
        this.refusals = refusals;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 300_000, initialDelay = 120_000)
    void everyFiveMinutes() {
        try {
            look();
        } catch (DataAccessException away) {
            LOG.warn("Who reads how much is counted later: {}", away.getClass().getSimpleName());
        }
    }

    /** How many were noticed. */
    public int look() {
        Integer noticed =
                transaction.execute(status -> {
                    boolean ours =
                            jdbc.sql("select pg_try_advisory_xact_lock(hashtext('access.watch'))")
                                    .query(Boolean.class)
                                    .single();
                    return ours
                            ? notice("access.read-many", openings, READ)
                                    + notice("access.refused-many", refusals, REFUSED)
                            : 0;
                });
        return noticed == null ? 0 : noticed;
    }

    private static final String READ =
            """
            select o.person, (array_agg(o.seat order by o.id desc))[1] as seat
            from (select distinct province from network.place where depth <= 1) p
            cross join lateral (select e.person, e.seat, e.matter, e.id from records.openings e
              where e.province = p.province and e.id >= :earliest and e.person is not null and e.seat is not null) o
            group by o.person having count(distinct o.matter) >= :limit
            """;

    private static final String REFUSED =
            """
            select n.person, (array_agg(n.seat order by n.id desc))[1] as seat
            from records.noticed n where n.act = 'access.refused' and n.id >= :earliest
            group by n.person having count(*) >= :limit
            """;

    private int notice(String act, int limit, String sql) {
        Instant now = clock.instant();
        List<Many> many =
                jdbc.sql(
                                "select m.person, m.seat from ("
                                        + sql
                                        + ") m where not exists (select from records.noticed n where n.act = :act and n.person = m.person and n.id >= :today)")
                        .params(
                                Map.of(
                                        "act",
                                        act,
                                        "limit",
                                        limit,
                                        "earliest",
                                        first(now.minus(HOUR)),
                                        "today",
                                        first(now.minus(DAY))))
                        .query(Many.class)
                        .list();
        many.forEach(one -> enter(one, act, now));
        return many.size();
    }

    /** At the place of the seat that she read from; one that is nobody's place any more at none. */
    private void enter(Many one, String act, Instant now) {
        jdbc.sql(
                        """
                        select records.enter(u.province, :id, :at, :act, 'CLOCK', :seat, :person, u.id, null, false, null)
                        from network.held h join network.place u on u.id = h.unit
                        where h.seat = :seat and h.holder = :person order by h.during desc limit 1
                        """)
                .params(
                        Map.of(
                                "id",
                                Ids.next(clock),
                                "at",
                                Timestamp.from(now),
                                "act",
                                act,
                                "seat",
                                one.seat,
                                "person",
                                one.person))
                .query((row, n) -> n)
                .list();
    }

    /** The smallest id of a moment: an id carries its millisecond. */
    static UUID first(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }
}
