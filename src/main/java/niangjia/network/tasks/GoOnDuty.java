package niangjia.network.tasks;

import java.time.LocalDate;
import java.util.List;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * On duty, or away until a day: her own seat by one tap, another's by who may change the unit. When
 * the last day away has passed the seat is on duty again by itself.
 */
@Component
public class GoOnDuty {

    private static final Logger LOG = LoggerFactory.getLogger(GoOnDuty.class);
    private static final int AT_ONCE = 100;
    private static final int LONGEST = 366;

    private final Guard guard;
    private final Seats seats;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    GoOnDuty(Guard guard, Seats seats, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.guard = guard;
        this.seats = seats;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Transactional
    public void from(Scope.Branch who, SeatId seat) {
        Seats.Seat held = held(who, seat);
        seats.duty(held, true, null);
        seats.changed(held.province(), held.place(), "network.act.on-duty", who);
    }

    /**
     * @param until the last day away; none: until she says so
     */
    @Transactional
    public void away(Scope.Branch who, SeatId seat, @Nullable LocalDate until) {
        Seats.Seat held = held(who, seat);
        LocalDate today = seats.today();
        if (until != null && (until.isBefore(today) || until.isAfter(today.plusDays(LONGEST)))) {
            throw Refused.field("until", "network.seat.until");
        }
        seats.duty(held, false, until);
        seats.changed(held.province(), held.place(), "network.act.away", who);
    }

    private Seats.Seat held(Scope.Branch who, SeatId seat) {
        Seats.Seat held = seats.locked(who, seat);
        if (!seat.equals(who.seat())) {
            guard.open(who, held.place());
        }
        if (held.holder() == null) {
            throw Refused.because("network.seat.empty-already");
        }
        return held;
    }

    /** Seats whose last day away has passed; how many came back. */
    public int bringBack() {
        Integer back =
                transaction.execute(status -> {
                    List<Seats.Seat> due =
                            jdbc.sql(
                                            """
                                            select s.id, s.unit, s.province, s.post, s.holder, s.on_duty, 0 as position
                                            from network.seat s
                                            where s.away_until < ? and s.away_until is not null and not s.on_duty
                                              and s.holder is not null
                                            order by s.away_until, s.id limit ? for no key update skip locked
                                            """)
                                    .params(seats.today(), AT_ONCE)
                                    .query(Seats.Seat.class)
                                    .list();
                    for (Seats.Seat seat : due) {
                        seats.duty(seat, true, null);
                        seats.changed(seat.province(), seat.place(), "network.act.on-duty", null);
                    }
                    return due.size();
                });
        return back == null ? 0 : back;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 10_000)
    void everyMinute() {
        try {
            while (bringBack() == AT_ONCE) {
                LOG.debug("more seats come back");
            }
        } catch (DataAccessException gone) {
            LOG.warn("seats not brought back this time: {}", gone.getClass().getSimpleName());
        }
    }
}
