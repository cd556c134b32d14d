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

    /** Begins before the web server and ends after it. */
    private static final int PHASE = 20;

    private final Seal seal;
    private final boolean on;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;
    private String said = "";

    SealingEveryTwoSeconds(Seal seal, @Value("${niangjia.seal.on}") boolean on) {
        this.seal = seal;
        this.on = on;
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("seal-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(5);
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

    /** The next turn finds what this one could not do; what hinders it is said once. */
    private void sealOrWait() {
        try {
            seal.turn();
            said = "";
        } catch (RuntimeException notNow) {
            if (!said.equals(notNow.toString())) {
                said = notNow.toString();
                LOG.error("The log is not sealed: {}", said);
            }
        }
    }

    /** Whoever stops the program does not leave the last seconds open. */
    @Override
    public void stop() {
        if (running && on) {
            scheduler.shutdown();
            sealOrWait();
        }
        running = false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
