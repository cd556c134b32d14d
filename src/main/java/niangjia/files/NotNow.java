package niangjia.files;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The store of files cannot be reached, or is full: later it goes on. */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public final class NotNow extends RuntimeException {

    NotNow(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
