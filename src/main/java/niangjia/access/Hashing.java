package niangjia.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords, which costs a processor a good part of a second each: only so many at the
 * same moment, and devices that have let their holder in before have places of their own, so that
 * no flood of strangers keeps her waiting.
 */
final class Hashing {

    private final PasswordEncoder passwords;
    private final Semaphore strangers;
    private final Semaphore known;
    private final Duration patience;

    /**
     * @param atOnce of either kind
     */
    Hashing(PasswordEncoder passwords, int atOnce, Duration patience) {
        this.passwords = passwords;
        this.strangers = new Semaphore(atOnce, true);
        this.known = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** Whether it is the password; nothing if so many wait that its turn did not come. */
    Optional<Boolean> matches(String password, String hash, boolean trusted) {
        Semaphore places = trusted ? known : strangers;
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(passwords.matches(password, hash));
        } finally {
            places.release();
        }
    }

    String of(String password) {
        return java.util.Objects.requireNonNull(passwords.encode(password));
    }
}
