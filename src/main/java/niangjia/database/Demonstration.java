package niangjia.database;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether this database was chosen for the demonstration. It is chosen at the first start of an
 * empty one, by {@code niangjia.demonstration}, and marked for good: a database of real people
 * never turns into one.
 */
@Component
public class Demonstration implements SmartLifecycle {

    /** After the net is laid in, before the web server opens. */
    private static final int PHASE = 10;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ObjectProvider<DemonstrationPart> parts;
    private final boolean wanted;
    private volatile Optional<Boolean> chosen = Optional.empty();
    private volatile boolean running;

    Demonstration(
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions,
            ObjectProvider<DemonstrationPart> parts,
            @Value("${niangjia.demonstration:false}") boolean wanted) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.parts = parts;
        this.wanted = wanted;
    }

    public boolean chosen() {
        return chosen.orElseGet(() -> {
            Optional<Boolean> read =
                    jdbc.sql("select demonstration from house.installation")
                            .query(Boolean.class)
                            .optional();
            chosen = read;
            return read.orElse(false);
        });
    }

    /** The first start of an empty database decides; every other one finds the decision. */
    @Override
    public void start() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('house.installation'))")
                    .query(row -> {});
            int first =
                    jdbc.sql(
                                    "insert into house.installation (only_one, begun_at, demonstration)"
                                            + " values (true, ?, ?) on conflict do nothing")
                            .param(Timestamp.from(clock.instant()))
                            .param(wanted)
                            .update();
            if (first == 1 && wanted) {
                parts.stream()
                        .sorted(Comparator.comparingInt(DemonstrationPart::order))
                        .forEach(DemonstrationPart::lay);
            }
        });
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
