package niangjia.people;

import java.util.Map;

/**
 * A row that is held of her.
 *
 * @param kept the kind that it belongs to
 * @param values by column: a {@code String}, a number, an {@code Instant}, a {@code LocalDate} or a
 *     {@link Word}
 */
public record Held(Kept kept, Map<String, Object> values) {

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
