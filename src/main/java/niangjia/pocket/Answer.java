package niangjia.pocket;

import java.util.List;
import java.util.UUID;

/** What became of a line. Nothing handed in disappears: every line has one of these. */
public sealed interface Answer {

    /** Done, as she did it. */
    record Accepted(UUID became) implements Answer {}

    /** Done already by the same or another hand; hers was laid to it. */
    record Merged(UUID into) implements Answer {}

    /**
     * Something else was done meanwhile. Both stand, and a person decides.
     *
     * @param decides where both values can be read and one is chosen, a path of ours
     */
    record InConflict(UUID about, String decides) implements Answer {}

    /**
     * Not done.
     *
     * @param key a text that says why and what can be done next
     */
    record Refused(String key, List<String> details) implements Answer {}
}
