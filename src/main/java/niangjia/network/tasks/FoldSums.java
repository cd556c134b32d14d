package niangjia.network.tasks;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings booked changes up the tree into the sums of the unit and of all above it. */
@Component
public class FoldSums {

    private static final int AT_ONCE = 20_000;

    private static final String TURN = "select pg_try_advisory_xact_lock(hashtext('network.fold'))";

    /** The nation does not count the demonstration's province. */
    private static final String FOLD =
            """
            with taken as (
                delete from network.change where ctid = any (array(select ctid from network.change limit ?))
                returning unit, what, amount
            ), booked as (
                select unit, what, sum(amount) as amount from taken group by unit, what
            ), rolled as (
                select above.id, b.what, sum(b.amount)::bigint as amount
                from booked b
                join network.unit u on u.id = b.unit
                join network.unit above on above.position = any (network.upwards(u.position))
                where above.depth > 0 or u.province <> 99
                group by above.id, b.what
            ), kept as (
                insert into network.sum as s (unit, what, amount)
                select id, what, amount from rolled where amount <> 0
                on conflict (unit, what) do update set amount = s.amount + excluded.amount
            )
            select count(*) from taken
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FoldSums(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Folds until nothing is left, or until another copy of the program turns out to be folding.
     */
    public void all() {
        long folded;
        do {
            folded = some();
        } while (folded == AT_ONCE);
    }

    private long some() {
        Long folded =
                transaction.execute(status ->
                        jdbc.sql(TURN).query(Boolean.class).single()
                                ? jdbc.sql(FOLD).param(AT_ONCE).query(Long.class).single()
                                : 0L);
        return folded == null ? 0 : folded;
    }
}
