package niangjia.database;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;

/** One line instead of a stack trace where the person at the terminal can put it right. */
final class RefusedStart implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FolderInUse) {
                LoggerFactory.getLogger(RefusedStart.class).error(cause.getMessage());
                return true;
            }
        }
        return false;
    }
}
