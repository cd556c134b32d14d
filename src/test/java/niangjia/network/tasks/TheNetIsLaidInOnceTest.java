package niangjia.network.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import niangjia.database.TestDatabase;
import niangjia.network.SumsRecounted;
import niangjia.network.model.Progress;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * However many copies of the program start at once on an empty database, the net is laid in once.
 */
class TheNetIsLaidInOnceTest {

    private static final DataSource SOURCE = TestDatabase.laidIn().dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(SOURCE);

    @Test
    void byOneOfTwoWhoStartAtOnce() {
        JDBC.sql("truncate network.unit, network.source, network.sum, network.change cascade")
                .update();
        List<CompletableFuture<Boolean>> copies =
                IntStream.range(0, 2)
                        .mapToObj(copy ->
                                CompletableFuture.supplyAsync(
                                        () -> layIn().ifEmpty(Progress.unwatched())))
                        .toList();
        assertThat(copies.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(true, false);
        assertThat(layIn().ifEmpty(Progress.unwatched())).isFalse();
        assertThat(JDBC.sql("select count(*) from network.unit").query(Long.class).single())
                .isEqualTo(44_704);
        assertThat(JDBC.sql("select count(*) from network.source").query(Long.class).single())
                .isEqualTo(1);
        new FoldSums(JDBC, transaction()).all();
        assertThat(SumsRecounted.differences(JDBC)).isEmpty();
    }

    private static LayInTheNet layIn() {
        return new LayInTheNet(
                JDBC,
                new JdbcTemplate(SOURCE),
                transaction(),
                new FoldSums(JDBC, transaction()),
                Clock.systemUTC());
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(SOURCE));
    }
}
