package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does a write once, however often a phone sends it: the token of the form or of the interface's
 * {@code Idempotency-Key} is kept in the same transaction as what was done, and a resent one gets
 * the first outcome.
 */
@Service
public class Once implements niangjia.site.OnlyOnce {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Once(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public <T> String run(UUID token, Supplier<T> before, Function<T, String> write) {
        Optional<String> first = before(token);
        if (first.isPresent()) {
            return first.get();
        }
        T ready = before.get();
        try {
            String outcome =
                    transaction.execute(status -> {
                        String made = write.apply(ready);
                        jdbc.sql("insert into access.once (token, outcome, at) values (?, ?, ?)")
                                .param(token)
                                .param(made)
                                .param(Timestamp.from(clock.instant()))
                                .update();
                        return made;
                    });
            return java.util.Objects.requireNonNull(outcome);
        } catch (DuplicateKeyException meanwhile) {
            return before(token).orElseThrow(() -> meanwhile);
        }
    }

    /** Whether this is the first time that the token comes; of many at the same moment for one. */
    boolean isFirst(UUID token) {
        String mine = UUID.randomUUID().toString();
        return run(token, () -> mine).equals(mine);
    }

    private Optional<String> before(UUID token) {
        return jdbc.sql("select outcome from access.once where token = ?")
                .param(token)
                .query(String.class)
                .optional();
    }
}
