package niangjia.contact.tasks;

import java.time.Clock;
import java.time.LocalDate;
import niangjia.contact.model.Plan;
import niangjia.network.WorkingTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is agreed where a seat sits; the nearest level decides. */
@Component
public class Agreed {

    private final JdbcClient jdbc;
    private final Clock clock;

    Agreed(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    public int number(String name, long position) {
        return Integer.parseInt(value(name, position));
    }

    /** The day so long after another as is agreed. */
    LocalDate after(LocalDate day, String name, long position) {
        return Plan.after(day, value(name, position));
    }

    private String value(String name, long position) {
        return jdbc.sql("select coalesce(network.setting_at(?, ?, ?), ?)")
                .params(name, position, today(), Plan.otherwise(name))
                .query(String.class)
                .single();
    }
}
