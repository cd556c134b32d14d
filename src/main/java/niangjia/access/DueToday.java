package niangjia.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is due for a member, on the first page that she sees; contributed as a bean by the module
 * whose work it is.
 */
public interface DueToday {

    /** From top to bottom. */
    int order();

    /** Hers, a short list; nothing where nothing is due. */
    Optional<Part> of(Actor member);

    /**
     * A part of the page.
     *
     * @param title the key of its heading
     * @param href where the whole list is
     * @param more the key of the words that lead there
     */
    record Part(String title, String href, String more, List<Line> lines) {}

    /**
     * A line of it.
     *
     * @param name what it is about, as people say it
     * @param note the key of a word about it
     * @param day when it is due; none where it has no day
     */
    record Line(String href, String name, String note, @Nullable LocalDate day, boolean late) {}
}
