package niangjia.help.queries;

import java.time.Clock;
import java.time.LocalDate;
import niangjia.network.WorkingTime;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of a place and all below it. Sealed matters are in none of them. */
@Component
public class Numbers {

    /** The days that "lately" means. */
    public static final int DAYS = 30;

    /**
     * What stands now, and what happened in the last {@link #DAYS} days.
     *
     * @param contactMinutes minutes from asking to first contact, summed over {@code contacted}
     */
    public record Sum(
            long waiting,
            long inHand,
            long herWord,
            long late,
            long asked,
            long contacted,
            long inTime,
            long contactMinutes,
            long done,
            long satisfied,
            long noWord,
            long askedEver,
            long doneEver) {

        public long open() {
            return waiting + inHand + herWord;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Numbers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Public: they tell how a place answers, never of whom. */
    public Sum of(Scope scope, UnitId unit) {
        return jdbc.sql("select * from help.lately(:unit, :since)")
                .param(
                        "since",
                        LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).minusDays(DAYS))
                .param("unit", unit.value())
                .query(Sum.class)
                .single();
    }
}
