package niangjia.cases.queries;

import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import niangjia.cases.model.HalfYear;
import niangjia.cases.model.Published;
import niangjia.shared.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts of sealed matters by province and closed half-year, as far as they may be seen at all:
 * everybody who may look sees the same, so that two people have no more than one.
 */
@Component
public class SealedNumbers {

    private static final int MOST = 20;

    private final JdbcClient jdbc;

    SealedNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For the leadership of a province or of the nation, and for auditors. */
    public boolean isFor(Scope.Branch who) {
        return jdbc.sql(
                        """
                        select exists (select from network.desk d join network.place u on u.id = d.unit
                          where d.seat = :seat and d.holder = :person and u.depth <= 1 and d.post <> 'EXECUTIVE_MEMBER')
                        or exists (select from records.audits a where a.seat = :seat and a.person = :person)
                        """)
                .param("seat", who.seat().value())
                .param("person", who.person().value())
                .query(Boolean.class)
                .single();
    }

    /** The half-years that were counted, the latest first. */
    public List<HalfYear> counted(Scope.Branch who) {
        return isFor(who)
                ? jdbc.sql("select begins from cases.half_year order by begins desc limit ?")
                        .param(MOST)
                        .query((row, n) -> new HalfYear(row.getDate(1).toLocalDate()))
                        .list()
                : List.of();
    }

    /** Of all provinces, since a line that is missing would tell, too. */
    public Published of(Scope.Branch who, HalfYear half) {
        return Published.of(
                isFor(who)
                        ? jdbc.sql(
                                        """
                                        select p.province, coalesce(c.came, 0) as came, coalesce(c.done, 0) as done,
                                          coalesce(c.rested, 0) as rested
                                        from (select distinct province from network.place where depth = 1) p
                                        left join cases.counted c on c.province = p.province and c.begins = ?
                                        order by p.province
                                        """)
                                .param(Date.valueOf(half.begins()))
                                .query(Published.Counted.class)
                                .list()
                        : List.of());
    }

    /** What the provinces are called, by their number. */
    public Map<Short, String> provinces(Scope.Branch who) {
        return isFor(who)
                ? jdbc
                        .sql(
                                "select distinct on (province) province, name from network.place where depth = 1 and closed_on is null order by province, position")
                        .query((row, n) -> Map.entry(row.getShort(1), row.getString(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
                : Map.of();
    }
}
