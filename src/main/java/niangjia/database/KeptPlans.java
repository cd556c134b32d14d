package niangjia.database;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * For a page that asks many small things: one transaction, in which each statement's plan is made
 * once and kept. Left to itself PostgreSQL plans a statement anew for each member, whenever it
 * guesses that a plan for these very values is cheaper; for a dozen rows out of ten tables the
 * planning takes ten times what it saves. Only for statements whose best plan is the same for all.
 */
@Component
public class KeptPlans {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    KeptPlans(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is written within is kept when this returns, and only then. */
    public <T> T within(Supplier<T> page) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
                    return page.get();
                }));
    }
}
