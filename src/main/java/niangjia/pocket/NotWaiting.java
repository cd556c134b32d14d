package niangjia.pocket;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No such line waits for who asks. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NotWaiting extends RuntimeException {

    NotWaiting() {
        super("no such line", null, false, false);
    }
}
