package niangjia.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells people in plain words, and machines in problem details (RFC 9457), what went wrong. The log
 * gets no contents.
 */
@Controller
@ControllerAdvice
@Order(Errors.AFTER_THE_MODULES)
class Errors implements ErrorController {

    /**
     * A module's own advice stands at the highest precedence; the framework's problem details at 0.
     */
    static final int AFTER_THE_MODULES = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final Pages pages;
    private final Texts texts;
    private final JsonMapper json;

    Errors(Pages pages, Texts texts, JsonMapper json) {
        this.pages = pages;
        this.texts = texts;
        this.json = json;
    }

    @ExceptionHandler(Exception.class)
    void thrown(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            throw thrown;
        }
        if (response.isCommitted()) {
            LOG.debug("the reader went away");
            return;
        }
        tell(Accident.of(thrown), thrown, request, response);
    }

    /** What the server itself, or a filter, turned away. */
    @RequestMapping("/error")
    void turnedAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Accident accident =
                thrown instanceof Throwable cause
                        ? Accident.of(cause)
                        : Accident.of(status instanceof Integer code ? code : 404);
        tell(accident, null, request, response);
    }

    void tell(
            Accident accident,
            @Nullable Exception thrown,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (accident.isUnknown() && thrown != null) {
            LOG.error("an accident in answering", thrown);
        } else if (accident.status() == 503) {
            LOG.warn("the database is away");
        }
        accident.remember(request);
        if (accident.status() == 503) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        }
        Duration again = accident.again();
        if (again != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, again.toSeconds())));
        }
        if (Accident.isForMachines(request)) {
            ProblemDetail problem = accident.problem(texts, Preferences.language(request));
            response.setStatus(accident.status());
            response.setContentType("application/problem+json");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            json.writeValue(response.getOutputStream(), problem);
        } else {
            ErrorPage page =
                    accident.page()
                            .offering(
                                    TypedWords.of(
                                            accident, request, pages.look(request, response)));
            pages.show(new Shown(accident.status(), page), request, response);
        }
    }
}
