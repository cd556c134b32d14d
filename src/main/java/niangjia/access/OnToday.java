package niangjia.access;

import java.util.List;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;

/**
 * What a promise shows on a member's day (今天), contributed as a bean by the module that knows it.
 * Nothing sealed is ever shown there.
 */
public interface OnToday {

    /** From top to bottom. */
    int order();

    /** Her part of the day, a bounded list; null where there is nothing to show. */
    @Nullable Part of(Actor actor, Look look);

    /**
     * A heading with its lines.
     *
     * @param title in her language
     * @param href where all of it stands
     */
    record Part(String title, String href, List<Line> lines) {}

    /**
     * A line that leads on.
     *
     * @param words in her language
     * @param small what stands behind it in small type, such as a place and a day
     * @param late marked as late
     */
    record Line(String href, String words, @Nullable String small, boolean late) {}
}
