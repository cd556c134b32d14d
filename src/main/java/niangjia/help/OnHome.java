package niangjia.help;

import java.util.List;
import niangjia.network.Place;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;

/**
 * What a promise shows on the first page, below asking; contributed by the module that knows it.
 */
public interface OnHome {

    /** From top to bottom. */
    int order();

    /**
     * A few cards with their heading; null where there is nothing to show.
     *
     * @param place the place that her browser remembers
     */
    @Nullable Part of(@Nullable Place place, Look look);

    /** A heading, where all of it stands, and the first of it. */
    record Part(String title, String all, String href, List<Alongside.Part> cards) {}
}
