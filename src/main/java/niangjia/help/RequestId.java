package niangjia.help;

import java.util.UUID;
import niangjia.shared.Province;

/** The identity of a help request: its province stands first. */
public record RequestId(Province province, UUID value) {

    /** Reads what {@link #toString()} wrote. */
    public static RequestId of(String text) {
        int slash = text.indexOf('/');
        return new RequestId(
                new Province(Short.parseShort(text.substring(0, slash))),
                UUID.fromString(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return province.number() + "/" + value;
    }
}
