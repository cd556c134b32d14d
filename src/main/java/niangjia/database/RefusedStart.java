package niangjia.database;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;

/** One line instead of a stack trace where the person at the terminal can put it right. */
final class RefusedStart implements SpringBootExceptionReporter {

    private static final Logger log = LoggerFactory.getLogger(RefusedStart.class);

    @Override
    public boolean reportException(Throwable failure) {
        SQLException away = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart) {
                log.error(cause.getMessage());
                return true;
            }
            if (cause instanceof SQLException told) {
                away = told;
            }
        }
        if (away != null && isOfTheConnection(away)) {
            log.error(
                    "The database that SPRING_DATASOURCE_URL names is not reached in the way that it asks for: {}",
                    away.getMessage());
            return true;
        }
        return false;
    }

    /** Not there, not who it should be, or does not let us in: classes 08 and 28 of SQLSTATE. */
    private static boolean isOfTheConnection(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("28"));
    }
}
