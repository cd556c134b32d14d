package niangjia.network.outside;

import niangjia.network.tasks.LayInTheNet;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lays in the net after the migrations and before the first request can arrive. */
@Component
class FirstStart implements SmartLifecycle {

    /** Early among what starts; the web server is among the last. */
    static final int PHASE = 0;

    private final LayInTheNet layIn;
    private final MessageSource texts;
    private volatile boolean running;

    FirstStart(LayInTheNet layIn, MessageSource texts) {
        this.layIn = layIn;
        this.texts = texts;
    }

    @Override
    public void start() {
        var progress = new ConsoleProgress(System.out, texts, "network.lay-in");
        layIn.ifEmpty(progress);
        progress.end();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
