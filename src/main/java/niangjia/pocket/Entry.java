package niangjia.pocket;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of what a member did on her phone.
 *
 * @param id made on the phone; the same id sent again is the same line
 * @param kind which verb, as the module that takes it names it
 * @param madeAt when, by the phone's clock corrected by what it was off at the last contact
 * @param words what she typed or chose, by field
 */
public record Entry(UUID id, String kind, Instant madeAt, Map<String, String> words) {

    /** A field that she filled in. */
    public Optional<String> word(String field) {
        return Optional.ofNullable(words.get(field))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "Entry[" + id + ", " + kind + "]";
    }
}
