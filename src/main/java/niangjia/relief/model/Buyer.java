package niangjia.relief.model;

import java.util.Arrays;
import java.util.Optional;

/** Who takes it. */
public enum Buyer {
    PERSON,
    CANTEEN,
    SHOP,
    ORGANISATION;

    /** On an organisation's name, which gets a paper for its books. */
    public boolean organised() {
        return this != PERSON;
    }

    public static Optional<Buyer> of(String word) {
        return Arrays.stream(values()).filter(buyer -> buyer.name().equals(word)).findFirst();
    }
}
