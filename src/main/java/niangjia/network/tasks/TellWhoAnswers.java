package niangjia.network.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.shared.UnitId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps written on each unit whether somebody answers there, and how many below a unit do. Called
 * within the transaction of whatever may have changed it; only silence comes by the clock.
 */
@Component
public class TellWhoAnswers {

    /** After so long without a sign a federation counts as silent. */
    public static final Duration SILENT_AFTER = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(TellWhoAnswers.class);
    private static final int AT_ONCE = 500;

    /** Two who change seats of one unit at once wait for each other, so that both are counted. */
    private static final String TAKE_TURNS =
            "select id from network.unit where id = any (cast(? as uuid[])) order by id for no key update";

    private static final String TELL =
            """
            with found as (
                select u.id, u.parent, u.answers as was, case
                  when u.standing in ('UNKNOWN', 'NONE') or u.closed_on is not null then 'NOBODY'
                  when not exists (select from network.seat s where s.unit = u.id and s.holder is not null) then 'NOBODY'
                  when not exists (select from network.seat s where s.unit = u.id and s.on_duty) then 'AWAY'
                  when exists (select from network.sign g where g.unit = u.id and g.at < :limit) then 'SILENT'
                  else 'YES' end as is_now
                from network.unit u where u.id = any (cast(:units as uuid[]))
            ), changed as (
                update network.unit u set answers = f.is_now from found f where u.id = f.id and f.is_now <> f.was
                returning f.parent, f.was, f.is_now
            )
            insert into network.change (unit, what, amount)
            select parent, 'answer.' || lower(was), -1 from changed where was <> 'NOBODY' and parent is not null
            union all
            select parent, 'answer.' || lower(is_now), 1 from changed where is_now <> 'NOBODY' and parent is not null
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TellWhoAnswers(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Within the caller's transaction. */
    public void in(UnitId unit) {
        in(List.of(unit.value()));
    }

    public void in(List<UUID> which) {
        String units =
                which.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        jdbc.sql(TAKE_TURNS).param(units).query().listOfRows();
        jdbc.sql(TELL)
                .param("units", units)
                .param("limit", Timestamp.from(clock.instant().minus(SILENT_AFTER)))
                .update();
    }

    /** Federations that were last heard of too long ago; how many of them are told now. */
    int tellSilence() {
        Integer told =
                transaction.execute(status -> {
                    List<UUID> units =
                            jdbc.sql(
                                            """
                                            update network.sign set told = true where unit in (
                                              select unit from network.sign where not told and at < ?
                                              order by at limit ? for update skip locked)
                                            returning unit
                                            """)
                                    .param(Timestamp.from(clock.instant().minus(SILENT_AFTER)))
                                    .param(AT_ONCE)
                                    .query(UUID.class)
                                    .list();
                    if (!units.isEmpty()) {
                        in(units);
                    }
                    return units.size();
                });
        return told == null ? 0 : told;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 15_000)
    void everyMinute() {
        try {
            while (tellSilence() == AT_ONCE) {
                LOG.debug("more silence is to be told");
            }
        } catch (DataAccessException away) {
            LOG.warn("silence not looked for this time: {}", away.getClass().getSimpleName());
        }
    }
}
