package niangjia.network;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the seats, units and answering units of the fictional province afresh and tells where the
 * kept sums say something else.
 */
final class SeatsRecounted {

    private SeatsRecounted() {}

    static List<String> differences(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        with own as (
                          select s.unit, case when s.holder is null then 'seat.empty' else 'seat.filled' end as what
                          from network.seat s join network.unit u on u.id = s.unit left join network.term t on t.id = s.term
                          where u.closed_on is null and (t.id is null or t.ends is null)
                          union all select unit, 'seat.on-duty' from network.seat where on_duty
                          union all select parent, 'answer.' || lower(answers) from network.unit
                          where answers <> 'NOBODY' and parent is not null
                          union all select parent, 'unit.' || kind || '.' || lower(standing) from network.unit
                          where province = 99 and shown and closed_on is null
                        ), recounted as (
                          select a.id as unit, o.what, count(*) as amount from own o join network.unit u on u.id = o.unit
                          join network.unit a on a.position = any (network.upwards(u.position))
                          where a.depth > 0 and u.province = 99 group by 1, 2
                        ), kept as (
                          select s.unit, s.what, s.amount from network.sum s
                          join network.unit k on k.id = s.unit and k.province = 99
                          where (what like 'unit.%' or what like 'seat.%' or what like 'answer.%') and amount <> 0
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
