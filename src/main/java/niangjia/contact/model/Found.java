package niangjia.contact.model;

import java.util.Arrays;
import java.util.Optional;

/** What came of going there. That nobody was found is knowledge, and no contact. */
public enum Found {
    SAW,
    CALLED,
    NOBODY;

    public boolean contact() {
        return this != NOBODY;
    }

    public static Optional<Found> of(String word) {
        return Arrays.stream(values()).filter(found -> found.name().equals(word)).findFirst();
    }
}
