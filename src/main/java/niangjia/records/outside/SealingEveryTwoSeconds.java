package niangjia.records.outside;

import java.time.Duration;
import niangjia.records.tasks.Seal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Seals what was entered at most five seconds ago. On a thread of its own: a slow witness holds
 * nobody else's clock up.
 */
@Component
class SealingEveryTwoSeconds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SealingEveryTwoSeconds.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Seal seal;
    private final boolean on;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    SealingEveryTwoSeconds(Seal seal, @Value("${niangjia.seal.on}") boolean on) {
        this.seal = seal;
        this.on = on;
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("seal-");
        scheduler.setDaemon(true);
    }

    @Override
    public void start() {
        running = true;
        if (on) {
            seal.checkAlgorithm();
            scheduler.initialize();
            scheduler.scheduleWithFixedDelay(
                    this::sealOrWait, scheduler.getClock().instant().plus(PAUSE), PAUSE);
        }
    }

    /** The next turn finds what this one could not do. */
    private void sealOrWait() {
        try {
            seal.turn();
        } catch (RuntimeException notNow) {
            LOG.error("The log was not sealed this time: {}", notNow.toString());
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
}
