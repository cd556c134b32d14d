package niangjia.help;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test turns it, and then only forwards. */
final class TestClock extends Clock {

    private volatile Instant now;

    TestClock(Instant begins) {
        now = begins;
    }

    synchronized void turn(Duration by) {
        now = now.plus(by);
    }

    synchronized void turnTo(Instant then) {
        now = then.isAfter(now) ? then : now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
