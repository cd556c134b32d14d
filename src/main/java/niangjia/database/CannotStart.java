package niangjia.database;

import org.jspecify.annotations.Nullable;

/**
 * Something outside of the program is not as its settings say; the person at the terminal can put
 * it right, and starting again does not. Told in one line.
 */
public class CannotStart extends IllegalStateException {

    /** By which whoever starts the program again and again knows that it is of no use. */
    public static final int EXIT = 78;

    public CannotStart(String message) {
        this(message, null);
    }

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether this is why it failed. */
    public static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof CannotStart)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
