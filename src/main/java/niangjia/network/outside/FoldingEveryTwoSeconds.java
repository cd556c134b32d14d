package niangjia.network.outside;

import java.time.Duration;
import niangjia.network.tasks.FoldSums;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps the sums at most a few seconds behind the work. */
@Component
class FoldingEveryTwoSeconds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FoldingEveryTwoSeconds.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final FoldSums fold;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    FoldingEveryTwoSeconds(FoldSums fold) {
        this.fold = fold;
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("sums-");
        scheduler.setDaemon(true);
    }

    @Override
    public void start() {
        scheduler.initialize();
        scheduler.scheduleWithFixedDelay(this::foldOrWait, PAUSE);
        running = true;
    }

    /** While the database is away nothing can change either: the next turn finds it all. */
    private void foldOrWait() {
        try {
            fold.all();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("sums not folded this time: {}", away.getClass().getSimpleName());
        }
    }

    @Override
    public void stop() {
        scheduler.shutdown();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the net is there. */
    @Override
    public int getPhase() {
        return FirstStart.PHASE + 1;
    }
}
