package niangjia.shared;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked for what the rules do not allow. The key names a text in the module's bundle, in
 * her language; the field, where there is one, names the input that it is about.
 */
public final class Refused extends RuntimeException {

    private final String key;
    private final String field;
    private final transient List<Object> details;
    private final @Nullable Duration again;

    private Refused(String field, String key, List<Object> details, @Nullable Duration again) {
        super(key, null, false, false);
        this.field = field;
        this.key = key;
        this.details = details;
        this.again = again;
    }

    public static Refused because(String key, Object... details) {
        return new Refused("", key, List.of(details), null);
    }

    public static Refused field(String field, String key, Object... details) {
        return new Refused(field, key, List.of(details), null);
    }

    /** Too often for now: after {@code again} it is welcome. */
    public static Refused tooOften(String key, Duration again) {
        return new Refused("", key, List.of(), again);
    }

    /** When it is welcome again, where it came too often. */
    public @Nullable Duration again() {
        return again;
    }

    public String key() {
        return key;
    }

    /** The name of the input, or empty where the refusal is about the whole. */
    public String field() {
        return field;
    }

    public Object[] details() {
        return details.toArray();
    }
}
