package niangjia.keys;

import java.util.UUID;
import java.util.function.UnaryOperator;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are stored closed ({@code bytea}), in a table that has the column {@code
 * province}. A module declares each of its own as a bean, so that a change of keys reaches all.
 *
 * @param purpose what the field is kept for; keys are by province and purpose
 * @param row the column with the row's id
 * @param subject the column with the matter whose own key closes it; none: the purpose's key
 * @param lookup how the field is found again; none: it is not
 */
public record Field(
        String purpose,
        String table,
        String column,
        String row,
        @Nullable String subject,
        @Nullable Lookup lookup) {

    /**
     * The purpose of what is evidence. A hash covers it as it is stored, so it is never closed
     * again and its keys stay; a new master key reaches it all the same.
     */
    public static final String EVIDENCE = "evidence";

    /**
     * A second column that holds a keyed hash of the value.
     *
     * @param alike brings spellings of the same value into one form
     */
    public record Lookup(String column, UnaryOperator<String> alike) {}

    /** One value of it; a closed value opens in its own place only. */
    public record Cell(Field field, Province province, UUID row, @Nullable UUID subject) {}

    public Field(String purpose, String table, String column) {
        this(purpose, table, column, "id", null, null);
    }

    public Cell in(Province province, UUID row) {
        return new Cell(this, province, row, null);
    }

    public Cell in(Province province, UUID row, UUID subject) {
        return new Cell(this, province, row, subject);
    }

    String name() {
        return table + "." + column;
    }
}
