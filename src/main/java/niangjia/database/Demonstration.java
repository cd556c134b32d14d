package niangjia.database;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether this database was chosen for the demonstration. It is chosen at the first start of an
 * empty one, by {@code niangjia.demonstration}, and marked for good: a database of real people
 * never turns into one.
 */
@Component
public class Demonstration {

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile boolean known;

    Demonstration(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public boolean chosen() {
        if (!known) {
            known =
                    jdbc.sql("select exists (select from house.demonstration)")
                            .query(Boolean.class)
                            .single();
        }
        return known;
    }

    /** Marks the database; called within the transaction that lays the demonstration in. */
    public void mark() {
        jdbc.sql("insert into house.demonstration (chosen_at) values (?)")
                .param(Timestamp.from(clock.instant()))
                .update();
    }
}
