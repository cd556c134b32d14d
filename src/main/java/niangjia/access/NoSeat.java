package niangjia.access;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Signed in, but holding no seat any more: there is nothing to act from. */
@ResponseStatus(HttpStatus.FORBIDDEN)
final class NoSeat extends RuntimeException {

    NoSeat() {
        super("no seat", null, false, false);
    }
}
