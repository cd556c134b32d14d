package niangjia.network;

import java.util.List;
import java.util.function.Predicate;

/**
 * A setting that a federation may agree on, as the module that reads it describes it.
 *
 * @param name as it stands in the table, such as {@code help.first-contact}
 * @param text the key of its name for people
 * @param valid which values the module can read: an ISO 8601 duration, with {@code " working"}
 *     behind it where it counts working time
 */
public record KnownSetting(String name, String text, Predicate<String> valid) {

    /** Contributed as a bean by the module that reads the settings. */
    public interface Source {

        /** In the order in which they are shown. */
        List<KnownSetting> settings();
    }
}
