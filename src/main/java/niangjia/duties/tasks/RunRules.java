package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.WorkingTime;
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
 * Turns facts into work, and work whose fact has gone into done. Each rule walks each province in
 * slices: how far it came is a row, claimed with a lock that others skip, so any number of copies
 * of the program share the walk and no run is long, however large the country.
 */
@Component
public class RunRules {

    private static final Logger LOG = LoggerFactory.getLogger(RunRules.class);

    /**
     * Small enough that nobody waits behind one, and five in a second: 160 million pairings are
     * walked in a day, beside what people do.
     */
    private static final int PAIRINGS = 500;

    private static final int FACTS = 100;

    /** Where nothing is due, or the database is away, the next look is five seconds later. */
    private static final int TURNS_OF_REST = 24;

    /** Gaps that one federation is asked to close at once: more would be a heap, not work. */
    static final int GAPS_AT_ONCE = 20;

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofHours(6);

    /** The walk of a rule through a province. */
    private record Walk(String rule, short province, UUID afterId, long afterPosition) {}

    /** What a slice read and where it ended. */
    private record Slice(int read, UUID lastId, long lastPosition) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Turns still to be left out; only the clock's own turn reads and writes it. */
    private volatile int rests;

    RunRules(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 24_000)
    void everyMinute() {
        steadily(this::prepare);
    }

    @Scheduled(fixedDelay = 200, initialDelay = 25_000)
    void fiveTimesASecond() {
        if (rests > 0) {
            rests--;
            return;
        }
        rests = TURNS_OF_REST;
        steadily(() -> {
            boolean one = walk(true);
            boolean other = walk(false);
            if (one || other) {
                rests = 0;
            }
        });
    }

    private static void steadily(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The rules could not walk and wait: {}", away.getClass().getSimpleName());
        }
    }

    /** Walks all that is due to its end; how many slices that were. */
    public int runDue() {
        prepare();
        int walked = 0;
        while (walk(true) || walk(false)) {
            walked++;
        }
        return walked;
    }

    /** Every rule in every province, those that came lately too. */
    private void prepare() {
        jdbc.sql(
                        """
                        insert into duties.sweep (rule, province, due_at)
                        select r.rule, p.province, :now
                        from network.place p cross join (values ('VISIT'), ('REQUEST'), ('GAP'), ('CLOSE')) as r (rule)
                        where p.depth = 1 and p.closed_on is null
                          and not exists (select from duties.sweep s where s.rule = r.rule and s.province = p.province)
                        on conflict do nothing
                        """)
                .param("now", now())
                .update();
    }

    private boolean walk(boolean pairings) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    Optional<Walk> due = next(pairings);
                    due.ifPresent(this::walkOn);
                    return due.isPresent();
                }));
    }

    private Optional<Walk> next(boolean pairings) {
        return jdbc.sql(
                        """
                        select s.rule, s.province, s.after_id, s.after_position from duties.sweep s
                        where s.due_at <= :now and (s.rule = 'VISIT') = :pairings
                        order by s.due_at, s.rule, s.province limit 1 for update skip locked
                        """)
                .param("now", now())
                .param("pairings", pairings)
                .query(Walk.class)
                .optional();
    }

    private void walkOn(Walk walk) {
        int most = walk.rule.equals("VISIT") ? PAIRINGS : FACTS;
        Slice slice =
                switch (walk.rule) {
                    case "VISIT" -> visits(walk, most);
                    case "REQUEST" -> requests(walk, most);
                    case "GAP" -> gaps(walk, most);
                    default -> close(walk, most);
                };
        boolean more = slice.read == most;
        boolean often = walk.rule.equals("CLOSE") || walk.rule.equals("REQUEST");
        jdbc.sql(
                        """
                        update duties.sweep set after_id = :id, after_position = :position, due_at = :due
                        where rule = :rule and province = :province
                        """)
                .param("id", more ? slice.lastId : new UUID(0, 0))
                .param("position", more ? slice.lastPosition : -1L)
                .param(
                        "due",
                        more ? now() : Timestamp.from(clock.instant().plus(often ? SOON : LATER)))
                .param("rule", walk.rule)
                .param("province", walk.province)
                .update();
    }

    /** Pairings whose planned day passed long enough ago are asked of the seat that has them. */
    private Slice visits(Walk walk, int most) {
        return jdbc.sql(
                        """
                        with slice as (
                          select p.id, p.seat, p.unit, p.next_visit_on from contact.open_pairing p
                          where p.province = :province and p.id > :after order by p.id limit :most
                        ), made as (
                          insert into duties.work (province, id, rule, fact, place, below, seat, since)
                          select :province, uuidv7(), 'VISIT', s.id, s.unit, false, s.seat, :now
                          from slice s join network.place u on u.id = s.unit
                          where s.next_visit_on < :today and s.next_visit_on
                            + cast(coalesce(network.setting_at(:setting, u.position, :today), :usual) as interval) <= :today
                          on conflict (province, rule, fact) where ended_at is null do nothing
                        )
                        select count(*) as read, coalesce((array_agg(id order by id desc))[1], :after) as last_id,
                          -1::bigint as last_position
                        from slice
                        """)
                .param("province", walk.province)
                .param("after", walk.afterId)
                .param("most", most)
                .param("now", now())
                .param("today", today())
                .param("setting", DutySettings.VISIT_AFTER)
                .param("usual", DutySettings.USUAL_VISIT_AFTER)
                .query(Slice.class)
                .single();
    }

    /** Requests that wait are asked of those who sit where they wait. */
    private Slice requests(Walk walk, int most) {
        return jdbc.sql(
                        """
                        with slice as (
                          select r.id, r.unit, r.asked_at from help.waiting_request r
                          where r.province = :province and r.id > :after order by r.id limit :most
                        ), made as (
                          insert into duties.work (province, id, rule, fact, place, below, since)
                          select :province, uuidv7(), 'REQUEST', s.id, s.unit, false, :now
                          from slice s join network.place u on u.id = s.unit
                          where s.asked_at + cast(coalesce(network.setting_at(:setting, u.position, :today), :usual) as interval)
                            <= :now
                          on conflict (province, rule, fact) where ended_at is null do nothing
                        )
                        select count(*) as read, coalesce((array_agg(id order by id desc))[1], :after) as last_id,
                          -1::bigint as last_position
                        from slice
                        """)
                .param("province", walk.province)
                .param("after", walk.afterId)
                .param("most", most)
                .param("now", now())
                .param("today", today())
                .param("setting", DutySettings.REQUEST_AFTER)
                .param("usual", DutySettings.USUAL_REQUEST_AFTER)
                .query(Slice.class)
                .single();
    }

    /** Where nobody answers is asked of the nearest federation above that does. */
    private Slice gaps(Walk walk, int most) {
        return jdbc.sql(
                        """
                        with whole as (
                          select position - 1 as before, last from network.place where province = :province and depth = 1
                        ), slice as (
                          select g.* from (
                            select x.* from whole cross join (values ('NOBODY', 'UNKNOWN'), ('NOBODY', 'LISTED'), ('NOBODY', 'FOUNDED'),
                              ('AWAY', 'LISTED'), ('AWAY', 'FOUNDED'), ('SILENT', 'LISTED'), ('SILENT', 'FOUNDED'))
                              as w (answers, standing)
                            cross join lateral (
                              select g.unit, g.province, g.position, g.depth, g.missing from network.gap g
                              where g.answers = w.answers and g.standing = w.standing
                                and g.position > greatest(:after, whole.before) and g.position <= whole.last
                              order by g.position limit :most) x
                          ) g order by g.position limit :most
                        ), asked as (
                          select s.unit, s.position, a.unit as of,
                            case s.missing when 'AWAY' then 'ON_DUTY' else 'BLIND_SPOT' end as rule
                          from slice s cross join lateral (
                            select a.unit from network.answering a
                            where a.position = any (network.upwards(s.position)) and a.depth < s.depth
                            order by a.depth desc limit 1) a
                        ), fresh as (
                          select k.*, row_number() over (partition by k.of order by k.position) as nth from asked k
                          where not exists (select from duties.work w where w.province = :province and w.rule = k.rule
                            and w.fact = k.unit and w.ended_at is null)
                        ), made as (
                          insert into duties.work (province, id, rule, fact, place, below, since)
                          select :province, uuidv7(), f.rule, f.unit, f.of, false, :now from fresh f
                          where f.nth + (select count(*) from duties.work w where w.place = f.of and w.ended_at is null
                            and w.rule in ('BLIND_SPOT', 'ON_DUTY')) <= :atOnce
                          on conflict (province, rule, fact) where ended_at is null do nothing
                        )
                        select count(*) as read, :none as last_id, coalesce(max(position), :after) as last_position
                        from slice
                        """)
                .param("province", walk.province)
                .param("after", walk.afterPosition)
                .param("most", most)
                .param("now", now())
                .param("atOnce", GAPS_AT_ONCE)
                .param("none", new UUID(0, 0))
                .query(Slice.class)
                .single();
    }

    /**
     * What is no longer so is done, or fell away; what changed hands follows; plans whose spot
     * answers are complete.
     */
    private Slice close(Walk walk, int most) {
        jdbc.sql(
                        """
                        update duties.plan p set completed_at = :now
                        where p.province = :province and p.completed_at is null and p.given_up_at is null
                          and exists (select from network.answering a where a.unit = p.spot)
                        """)
                .param("now", now())
                .param("province", walk.province)
                .update();
        Slice slice =
                jdbc.sql(
                                """
                                select count(*) as read, coalesce((array_agg(id order by id desc))[1], :after) as last_id,
                                  -1::bigint as last_position
                                from (select id from duties.work where province = :province and id > :after
                                  and ended_at is null and rule <> 'OFFERED' order by id limit :most) s
                                """)
                        .param("province", walk.province)
                        .param("after", walk.afterId)
                        .param("most", most)
                        .query(Slice.class)
                        .single();
        if (slice.read == 0) {
            return slice;
        }
        jdbc.sql(
                        """
                        update duties.work w set seat = p.seat, place = p.unit from contact.open_pairing p
                        where w.province = :province and w.id > :after and w.id <= :last and w.ended_at is null
                          and w.rule = 'VISIT' and p.province = w.province and p.id = w.fact
                          and (p.seat <> w.seat or p.unit <> w.place)
                        """)
                .param("province", walk.province)
                .param("after", walk.afterId)
                .param("last", slice.lastId)
                .update();
        jdbc.sql(
                        """
                        with over as (
                          select w.province, w.id from duties.work w
                          where w.province = :province and w.id > :after and w.id <= :last and w.ended_at is null
                            and w.rule <> 'OFFERED' and not duties.stands(w.rule, w.province, w.fact, :today)
                          for update of w skip locked)
                        update duties.work w set ended = 'FACT', ended_at = :now, stage =
                          case when duties.met(w.rule, w.province, w.fact, w.since) then 'DONE' else 'GONE' end
                        from over o where w.province = o.province and w.id = o.id
                        """)
                .param("province", walk.province)
                .param("after", walk.afterId)
                .param("last", slice.lastId)
                .param("today", today())
                .param("now", now())
                .update();
        return slice;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
