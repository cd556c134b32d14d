package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.List;
import niangjia.site.Answer;
import niangjia.site.ErrorPage;
import niangjia.site.GoTo;
import niangjia.site.TypedWords;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Who has no seat is sent to the door, who is half through it to the second factor; an interface is
 * told so.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ShowTheDoor {

    private final SecondController second;

    ShowTheDoor(SecondController second) {
        this.second = second;
    }

    @ExceptionHandler
    Object nobody(NobodySignedIn nobody, HttpServletRequest request) {
        boolean half = Door.staff().filter(staff -> !staff.known()).isPresent();
        return shown(request, half ? "/access/second" : "/access");
    }

    /** What she was about to send waits on the second page, so that nothing typed is lost. */
    @ExceptionHandler
    Object again(ProofIsOld old, HttpServletRequest request) {
        List<ErrorPage.Field> sent =
                request.getRequestURI().equals(old.path()) ? TypedWords.sent(request) : List.of();
        if (!sent.isEmpty()) {
            return second.asks(old.path(), sent);
        }
        return shown(request, "/access/second?to=" + URLEncoder.encode(old.path(), UTF_8));
    }

    @ExceptionHandler
    Object nobody(NoAccount nobody, HttpServletRequest request) {
        return shown(request, "/account/in");
    }

    private static Object shown(HttpServletRequest request, String path) {
        if (request.getRequestURI().startsWith("/api/")
                || MediaType.APPLICATION_JSON_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT))) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .body(ProblemDetail.forStatus(HttpStatus.UNAUTHORIZED));
        }
        Answer door = new GoTo(path);
        return door;
    }
}
