package niangjia.network.web;

import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a form.
 *
 * @param field the input that it is about, or empty
 */
public record Mistake(String field, String key, Object[] details) {

    static @Nullable Mistake of(@Nullable Refused refused) {
        return refused == null
                ? null
                : new Mistake(refused.field(), refused.key(), refused.details());
    }
}
