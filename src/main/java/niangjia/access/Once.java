package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
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

    /** The outcome of the write, made now or the first time. */
    @Override
    public String run(UUID token, Supplier<String> write) {
        Optional<String> before = before(token);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            String outcome =
                    transaction.execute(status -> {
                        String made = write.get();
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

    private Optional<String> before(UUID token) {
        return jdbc.sql("select outcome from access.once where token = ?")
                .param(token)
                .query(String.class)
                .optional();
    }
}
