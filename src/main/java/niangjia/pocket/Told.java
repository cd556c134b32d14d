package niangjia.pocket;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the phone is told of a line.
 *
 * @param about what it became
 * @param decides where a conflict is decided, a path of ours
 * @param why a text that says why not
 */
public record Told(
        UUID id,
        Word word,
        @Nullable UUID about,
        @Nullable String decides,
        @Nullable String why,
        List<String> details) {

    /** As they stand in the table, in addresses and texts. */
    public enum Word {
        ACCEPTED,
        MERGED,
        IN_CONFLICT,
        REFUSED,
        /** For somebody to decide. */
        WAITS,
        /** Could not be looked at just now: the phone sends it again. */
        LATER;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Told later(UUID id) {
        return new Told(id, Word.LATER, null, null, null, List.of());
    }

    static Told refused(UUID id, String why, List<String> details) {
        return new Told(id, Word.REFUSED, null, null, why, details);
    }

    static Told of(UUID id, Answer answer) {
        return switch (answer) {
            case Answer.Accepted(UUID became) ->
                    new Told(id, Word.ACCEPTED, became, null, null, List.of());
            case Answer.Merged(UUID into) -> new Told(id, Word.MERGED, into, null, null, List.of());
            case Answer.InConflict(UUID about, String decides) ->
                    new Told(id, Word.IN_CONFLICT, about, decides, null, List.of());
            case Answer.Refused(String key, List<String> details) -> refused(id, key, details);
        };
    }
}
