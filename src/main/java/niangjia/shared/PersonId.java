package niangjia.shared;

import java.util.UUID;

/** The identity of a person whom the product knows: a woman who asked, or the holder of a seat. */
public record PersonId(UUID value) {

    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
