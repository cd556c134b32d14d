package niangjia.network.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import niangjia.database.TestDatabase;
import niangjia.network.Network;
import niangjia.network.Sums;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever is booked, in any order and from many at once, the sums of every unit are what a recount
 * says.
 */
class SumsFollowEveryChangeTest {

    private static final TestDatabase DATABASE = TestDatabase.laidIn();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(SOURCE);
    private static final Sums SUMS = new Sums(JDBC);
    private static final TransactionTemplate TRANSACTION =
            new TransactionTemplate(new DataSourceTransactionManager(SOURCE));

    @Test
    void sumsEqualARecountAfterRandomChangesFromMany() {
        List<UUID> units =
                JDBC.sql("select id from network.unit where province <> 99 order by id")
                        .query(UUID.class)
                        .list();
        JDBC.sql("create table booked (unit uuid, what text, amount bigint)").update();
        List<CompletableFuture<Void>> many = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            var random = new Random(worker);
            many.add(
                    CompletableFuture.runAsync(() -> {
                        var fold = new FoldSums(JDBC, TRANSACTION);
                        for (int i = 0; i < 200; i++) {
                            UUID unit = units.get(random.nextInt(units.size()));
                            String what = "story." + random.nextInt(3);
                            long amount = random.nextInt(7) - 3;
                            boolean kept = random.nextInt(5) > 0;
                            TRANSACTION.executeWithoutResult(status -> {
                                SUMS.add(new UnitId(unit), what, amount);
                                JDBC.sql("insert into booked values (?, ?, ?)")
                                        .params(unit, what, amount)
                                        .update();
                                if (!kept) {
                                    status.setRollbackOnly();
                                }
                            });
                            if (i % 20 == 0) {
                                fold.all();
                            }
                        }
                    }));
        }
        many.forEach(CompletableFuture::join);
        new FoldSums(JDBC, TRANSACTION).all();
        assertThat(JDBC.sql("select count(*) from network.change").query(Long.class).single())
                .isZero();
        assertThat(
                        JDBC.sql(
                                        """
                                        with recounted as (
                                            select above.id as unit, b.what, sum(b.amount) as amount
                                            from booked b join network.unit u on u.id = b.unit
                                            join network.unit above on above.position = any (network.upwards(u.position))
                                            group by 1, 2
                                        )
                                        select count(*) from recounted r
                                        full join (select * from network.sum where what like 'story.%') k using (unit, what)
                                        where coalesce(r.amount, 0) <> coalesce(k.amount, 0)
                                        """)
                                .query(Long.class)
                                .single())
                .isZero();
        Map<String, Long> total = new HashMap<>();
        JDBC.sql("select what, sum(amount) as amount from booked group by what")
                .query(row -> {
                    total.put(row.getString("what"), row.getLong("amount"));
                });
        assertThat(SUMS.of(new Network(JDBC).nation().id())).containsAllEntriesOf(total);
    }

    @Test
    void theFictionalProvinceCountsForItselfAndNotForTheNation() {
        UUID province = UUID.randomUUID();
        UUID city = UUID.randomUUID();
        insert(province, "99", "province", 1, 98);
        insert(city, "9901", "city", 2, 1);
        SUMS.add(new UnitId(city), "fiction.told", 5);
        new FoldSums(JDBC, TRANSACTION).all();
        assertThat(SUMS.of(new UnitId(city))).containsEntry("fiction.told", 5L);
        assertThat(SUMS.of(new UnitId(province))).containsEntry("fiction.told", 5L);
        assertThat(SUMS.of(new Network(JDBC).nation().id())).doesNotContainKey("fiction.told");
    }

    private static void insert(UUID id, String code, String kind, int depth, int k) {
        JDBC.sql(
                        """
                        insert into network.unit (id, province, code, name, spelled, initials, kind, parent, depth, position, standing, since)
                        select :id, 99, :code, '示例', 'shili', 'sl', :kind, p.id, :depth, p.position + :k * network.width(:depth), 'UNKNOWN', date '2026-01-01'
                        from network.unit p where p.depth = :depth - 1 and coalesce(p.code, '') = left(:code, :depth * 2 - 2)
                        """)
                .param("id", id)
                .param("code", code)
                .param("kind", kind)
                .param("depth", depth)
                .param("k", k)
                .update();
    }
}
