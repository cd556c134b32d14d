package niangjia.help;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such request for who is asking: not there and not to be seen are the same answer. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotHere extends RuntimeException {

    public NotHere() {
        super("not here", null, false, false);
    }
}
