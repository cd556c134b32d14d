package niangjia.help;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;

/**
 * What else was begun for a request, shown beside it to her and to who works on it; implemented by
 * the module above that began it. Nothing is shown beside what is sealed.
 */
public interface Alongside {

    /** Of these requests, those for which something was begun. */
    Map<UUID, Part> of(Collection<UUID> requests, Look look);

    /** Where the seat that has a request in hand begins something for it. */
    String begin(UUID request);

    /** What that is called, in her language. */
    String beginning(Look look);

    /**
     * A card.
     *
     * @param tag what it is, in her language; as all words here
     * @param done so much of {@code whole}, in whatever they are counted
     * @param left what stands below the bar at its beginning, and {@code right} at its end
     */
    record Part(
            String tag,
            String title,
            double done,
            double whole,
            String left,
            @Nullable String right,
            String href) {}
}
