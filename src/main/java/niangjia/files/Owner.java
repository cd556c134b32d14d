package niangjia.files;

import java.util.UUID;
import niangjia.keys.Field;
import niangjia.keys.Field.Cell;
import niangjia.shared.Province;

/**
 * The matter that files belong to.
 *
 * @param field the owning module's own, made by {@link #field}, a bean of it
 * @param ownKey the matter has a key of its own; destroying it erases the files
 */
public record Owner(Field field, Province province, UUID matter, boolean ownKey) {

    /** Files of a module: kept for this purpose, and closed under its keys. */
    public static Field field(String purpose) {
        return new Field(purpose, "files.file", "secret", "id", "matter", null);
    }

    String purpose() {
        return field.purpose();
    }

    Cell cell(UUID file) {
        return ownKey ? field.in(province, file, matter) : field.in(province, file);
    }
}
