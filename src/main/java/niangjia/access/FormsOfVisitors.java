package niangjia.access;

import java.util.EnumMap;
import java.util.Map;
import niangjia.site.NotTaken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many forms of nobody who is known were not taken within an hour, and why; nothing of whom.
 */
@Component
public class FormsOfVisitors {

    private static final Logger LOG = LoggerFactory.getLogger(FormsOfVisitors.class);

    private final Map<NotTaken, Integer> counted = new EnumMap<>(NotTaken.class);

    synchronized void count(NotTaken why) {
        counted.merge(why, 1, Integer::sum);
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 3_600_000)
    void everyHour() {
        tell();
    }

    /** What was told, and is counted from nothing again. */
    public synchronized Map<NotTaken, Integer> tell() {
        Map<NotTaken, Integer> told = new EnumMap<>(NotTaken.class);
        told.putAll(counted);
        counted.clear();
        if (!told.isEmpty()) {
            LOG.info("Forms of visitors that were not taken within the hour: {}", told);
        }
        return told;
    }
}
