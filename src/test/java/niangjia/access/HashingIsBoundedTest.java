package niangjia.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** However many strangers guess at once, the machine has room for those whom it knows. */
class HashingIsBoundedTest {

    @Test
    void strangersWaitForEachOtherAndKnownDevicesDoNotWaitForThem() throws Exception {
        var slow = new Slow();
        var hashing = new Hashing(slow, 1, Duration.ofMillis(50));
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = others.submit(() -> hashing.matches("slow", "hash", false));
            slow.begun.await();
            var second = hashing.matches("right", "hash", false);
            var known = hashing.matches("right", "hash", true);
            slow.ends.countDown();
            assertThat(second).as("a second stranger").isEmpty();
            assertThat(known).as("a known device").hasValue(true);
            assertThat(first.get()).hasValue(false);
            assertThat(hashing.matches("right", "hash", false)).hasValue(true);
        }
    }

    private static final class Slow implements PasswordEncoder {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ends = new CountDownLatch(1);

        @Override
        public String encode(@Nullable CharSequence password) {
            return "hash";
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            if ("slow".contentEquals(Objects.requireNonNull(password))) {
                begun.countDown();
                try {
                    ends.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return "right".contentEquals(password);
        }
    }
}
