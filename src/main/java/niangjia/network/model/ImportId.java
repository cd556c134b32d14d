package niangjia.network.model;

import java.util.UUID;

/** The identity of one reading of an operator's file. */
public record ImportId(UUID value) {

    public static ImportId of(String text) {
        return new ImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
