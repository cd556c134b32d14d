package niangjia.people;

import java.util.Map;
import java.util.UUID;

/**
 * A row that is held of her.
 *
 * @param kept the kind that it belongs to
 * @param values by column: a {@code String}, a number, an {@code Instant}, a {@code LocalDate}, a
 *     {@link Word} or a {@link File}
 */
public record Held(Kept kept, Map<String, Object> values) {

    /** A file of hers, to be opened where her matter is. */
    public record File(UUID id) {

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * A word of the program's own.
     *
     * @param text the key of what it is called
     */
    public record Word(String word, String text) {

        @Override
        public String toString() {
            return word;
        }
    }
}
