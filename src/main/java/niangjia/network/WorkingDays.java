package niangjia.network;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The published holidays as they are laid in, read again every few minutes: they change once a
 * year.
 */
@Service
public class WorkingDays {

    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Read(WorkingTime time, long atNanos) {}

    private final JdbcClient jdbc;
    private volatile Read read = new Read(new WorkingTime(Map.of(), 0), Long.MIN_VALUE);

    WorkingDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public WorkingTime known() {
        Read last = read;
        if (last.atNanos == Long.MIN_VALUE || System.nanoTime() - last.atNanos > FRESH.toNanos()) {
            last = new Read(fromDatabase(), System.nanoTime());
            read = last;
        }
        return last.time;
    }

    /** Something was laid in: the next who asks reads again. */
    public void readAgain() {
        read = new Read(read.time, Long.MIN_VALUE);
    }

    /** Whether a moment lies beyond the last year whose holidays are known. */
    public boolean estimated(Instant at) {
        return !known().knows(at);
    }

    private WorkingTime fromDatabase() {
        Map<LocalDate, Boolean> special = new TreeMap<>();
        int[] until = {0};
        jdbc.sql("select day, works from network.special_day order by day")
                .query(row -> {
                    LocalDate day = row.getObject("day", LocalDate.class);
                    special.put(day, row.getBoolean("works"));
                    until[0] = Math.max(until[0], day.getYear());
                });
        return new WorkingTime(Map.copyOf(special), until[0]);
    }
}
