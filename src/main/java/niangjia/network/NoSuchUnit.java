package niangjia.network;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * There is no such unit or seat for who is asking: not there and not hers to change are the same
 * answer.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchUnit extends RuntimeException {

    public NoSuchUnit() {
        super("no such unit", null, false, false);
    }
}
