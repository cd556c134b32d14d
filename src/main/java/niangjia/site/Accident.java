package niangjia.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

/**
 * What went wrong, as far as the outside may know.
 *
 * @param status what is answered
 * @param reason the key of a text that says more than the status, or empty
 * @param field the input that it is about, or empty
 * @param again when it is welcome again, where it came too often
 */
record Accident(
        int status, String reason, List<Object> details, String field, @Nullable Duration again) {

    Accident(int status, String reason, List<Object> details, String field) {
        this(status, reason, details, field, null);
    }

    private static final String SEEN = Accident.class.getName();
    private static final Set<Integer> TOLD = Set.of(400, 403, 404, 405, 413, 422, 429, 500, 503);

    static Accident of(int status) {
        return new Accident(status, "", List.of(), "");
    }

    static Accident of(Throwable thrown) {
        return switch (thrown) {
            case Refused refused ->
                    new Accident(
                            refused.again() == null ? 422 : 429,
                            refused.key(),
                            List.of(refused.details()),
                            refused.field(),
                            refused.again());
            case MethodArgumentTypeMismatchException mismatch -> {
                // An address with a word where an id belongs leads nowhere; a wrong field is a
                // mistake in a form.
                boolean address =
                        mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
                yield address ? of(404) : new Accident(400, "", List.of(), mismatch.getName());
            }
            case ErrorResponse known -> of(known.getStatusCode().value());
            case HttpMessageNotReadableException unreadable -> of(400);
            case MultipartException noFile when !isTooLarge(noFile) -> of(400);
            default ->
                    of(
                            databaseIsAway(thrown)
                                    ? 503
                                    : isTooLarge(thrown)
                                            ? 413
                                            : brokeOff(thrown) ? 400 : said(thrown));
        };
    }

    /** The status that a module gave to a refusal of its own. */
    private static int said(Throwable thrown) {
        ResponseStatus said =
                AnnotatedElementUtils.findMergedAnnotation(thrown.getClass(), ResponseStatus.class);
        return said == null ? 500 : said.code().value();
    }

    private static boolean databaseIsAway(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    // A rollback or commit that failed hides what went before: the connection is
                    // gone.
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Connection lost (08), out of room or connections (53), being stopped or started (57P). */
    private static boolean isAway(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }

    /** The server tells a form above its limit only while the form is read. */
    private static boolean isTooLarge(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.apache.tomcat.util.http.InvalidParameterException invalid) {
                return invalid.getErrorCode() == 413;
            }
        }
        return false;
    }

    /** What was sent ended before its end, or is put together wrongly. */
    private static boolean brokeOff(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.apache.tomcat.util.http.InvalidParameterException
                    || cause instanceof org.apache.catalina.connector.ClientAbortException
                    || cause instanceof org.apache.tomcat.util.http.fileupload.FileUploadException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    /** Neither a mistake of the sender nor a known state of ours: worth a line with its trace. */
    boolean isUnknown() {
        return status == 500;
    }

    ErrorPage page() {
        String name = TOLD.contains(status) ? String.valueOf(status) : status < 500 ? "400" : "500";
        return new ErrorPage(name, reason, details);
    }

    ProblemDetail problem(Texts texts, Locale locale) {
        ErrorPage page = page();
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(texts.of(locale, page.title()));
        problem.setDetail(
                reason.isEmpty()
                        ? texts.of(locale, page.title() + ".happened")
                        : texts.of(locale, reason, details.toArray()));
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        return problem;
    }

    static boolean isForMachines(HttpServletRequest request) {
        return path(request).startsWith("/api/");
    }

    /**
     * The address that was asked for, also while its error is being told; of a line that the server
     * could not read, the first page.
     */
    static String path(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = asked instanceof String told ? told : request.getRequestURI();
        return path == null ? "/" : path;
    }

    /** From now on the page asks nothing that could fail again. */
    void remember(HttpServletRequest request) {
        if (HttpStatus.valueOf(status).is5xxServerError()) {
            request.setAttribute(SEEN, this);
        }
    }

    static boolean happened(HttpServletRequest request) {
        return request.getAttribute(SEEN) != null;
    }
}
