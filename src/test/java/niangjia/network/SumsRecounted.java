package niangjia.network;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts every unit's subtree afresh and tells where the kept sums say something else. */
public final class SumsRecounted {

    private SumsRecounted() {}

    /** A line for each difference, at most twenty. */
    public static List<String> differences(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        with recounted as materialized (
                            select above.id as unit, 'unit.' || u.kind || '.' || lower(u.standing) as what, count(*) as amount
                            from network.unit u
                            cross join lateral (select distinct unnest(network.upwards(u.position)) as position) up
                            join network.unit above on above.position = up.position and above.id <> u.id
                            where u.shown and u.closed_on is null and (above.depth > 0 or u.province <> 99)
                            group by 1, 2
                        ), kept as (
                            select unit, what, amount from network.sum where what like 'unit.%' and amount <> 0
                        )
                        select coalesce(r.unit, k.unit) || ' ' || coalesce(r.what, k.what) || ': recounted '
                            || coalesce(r.amount, 0) || ', kept ' || coalesce(k.amount, 0)
                        from recounted r full join kept k on k.unit = r.unit and k.what = r.what
                        where r.amount is distinct from k.amount limit 20
                        """)
                .query(String.class)
                .list();
    }
}
