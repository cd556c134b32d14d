package niangjia.files.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.database.DataFolder;
import niangjia.files.model.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes bytes out of the store that no row needs: the form they came with was never taken, or their
 * row was erased. Each is a row, claimed with a lock that others skip; killed in the middle, it is
 * done again.
 */
@Component
public class SweepLoose {

    /** How long a form may take from its files to its row. */
    public static final Duration TIME_TO_BE_TAKEN = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(SweepLoose.class);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Store store;
    private final DataFolder folder;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SweepLoose(
            JdbcClient jdbc,
            Store store,
            DataFolder folder,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 30_000)
    void twiceAMinute() {
        try {
            while (runDue() == AT_ONCE) {
                LOG.debug("more loose files are due");
            }
            forgetBrokenUploads();
        } catch (DataAccessException | Store.Away | IOException away) {
            LOG.warn("Loose files wait: {}", away.getClass().getSimpleName());
        }
    }

    /** Takes away what is due now; how many that were. */
    public int runDue() {
        Integer swept =
                transaction.execute(status -> {
                    List<UUID> due =
                            jdbc.sql(
                                            "select id from files.loose where due_at <= ? order by due_at limit ? for update skip locked")
                                    .params(Timestamp.from(clock.instant()), AT_ONCE)
                                    .query(UUID.class)
                                    .list();
                    for (UUID id : due) {
                        store.delete(id.toString());
                        store.delete(id + "-small");
                    }
                    jdbc.sql("delete from files.loose where id = any (cast(? as uuid[]))")
                            .param(due.toArray(UUID[]::new))
                            .update();
                    return due.size();
                });
        return swept == null ? 0 : swept;
    }

    /** What was being sent when the program was killed still lies as it came. */
    void forgetBrokenUploads() throws IOException {
        Instant dead = clock.instant().minus(TIME_TO_BE_TAKEN);
        try (var parts = Files.newDirectoryStream(folder.folder("uploads"))) {
            for (Path part : parts) {
                if (Files.isRegularFile(part)
                        && Files.getLastModifiedTime(part).toInstant().isBefore(dead)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
