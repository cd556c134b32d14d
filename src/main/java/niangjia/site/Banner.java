package niangjia.site;

import org.jspecify.annotations.Nullable;

/**
 * Something said on top of every page, such as that this is the demonstration; contributed as a
 * bean.
 */
public interface Banner {

    /** The text, or null where there is nothing to say to whoever is looking. */
    @Nullable String text(Look look);
}
