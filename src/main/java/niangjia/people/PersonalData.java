package niangjia.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a module keeps about persons: described for the privacy notice, and found, corrected and
 * erased on her wish. Each module implements it as a bean; a table with a person in it that no bean
 * describes fails the build.
 */
public interface PersonalData {

    /** Every table of the module that has a person's key or words in it. */
    List<Kept> kept();

    /** What is held of her, a row each. */
    default List<Held> held(Subject her) {
        return List.of();
    }

    /** Puts right what she says is wrong. */
    default void correct(Subject her, Correction correction) {}

    /** Erases what may be erased; what stays is described as staying. */
    default void erase(Subject her) {}

    /** Erases what has had its time: how much, by the {@link Kept#text()} of its kind. */
    default Map<String, Long> expire(Instant now) {
        return Map.of();
    }
}
