package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import niangjia.site.Answer;
import niangjia.site.GoTo;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Who has no seat is sent to the door; an interface is told so. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ShowTheDoor {

    @ExceptionHandler
    Object nobody(NobodySignedIn nobody, HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/api/")) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .body(ProblemDetail.forStatus(HttpStatus.UNAUTHORIZED));
        }
        Answer door = new GoTo("/access");
        return door;
    }
}
