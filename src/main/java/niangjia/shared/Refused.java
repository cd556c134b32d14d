package niangjia.shared;

import java.util.List;

/**
 * Somebody asked for what the rules do not allow. The key names a text in the module's bundle, in
 * her language; the field, where there is one, names the input that it is about.
 */
public final class Refused extends RuntimeException {

    private final String key;
    private final String field;
    private final transient List<Object> details;

    private Refused(String field, String key, List<Object> details) {
        super(key, null, false, false);
        this.field = field;
        this.key = key;
        this.details = details;
    }

    public static Refused because(String key, Object... details) {
        return new Refused("", key, List.of(details));
    }

    public static Refused field(String field, String key, Object... details) {
        return new Refused(field, key, List.of(details));
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
