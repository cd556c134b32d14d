package niangjia.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;

/**
 * Something outside of the program is not as its settings say; the person at the terminal can put
 * it right, and starting again does not. Told in one line.
 */
public class CannotStart extends IllegalStateException implements ExitCodeGenerator {

    /** By which whoever starts the program again and again knows that it is of no use. */
    public static final int EXIT = 78;

    public CannotStart(String message) {
        this(message, null);
    }

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int getExitCode() {
        return EXIT;
    }
}
