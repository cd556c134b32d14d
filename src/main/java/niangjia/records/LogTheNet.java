package niangjia.records;

import java.time.Clock;
import niangjia.network.NetChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes changes of the net into the log, in their own transaction. */
@Component
class LogTheNet {

    private final Records records;
    private final Clock clock;

    LogTheNet(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    @EventListener
    void on(NetChanged changed) {
        records.enter(
                new Entry(
                        changed.province(),
                        clock.instant(),
                        changed.act(),
                        changed.person() == null ? Entry.Door.CONSOLE : Entry.Door.PAGE,
                        changed.by(),
                        changed.person(),
                        changed.unit(),
                        null,
                        false,
                        null));
    }
}
