package niangjia.duties.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * What came back of a form, to be shown again with its mistake.
 *
 * @param act which form of the page it was
 */
public record Form(String act, Map<String, String> typed, @Nullable Refused refused) {

    static final Form NONE = new Form("", Map.of(), null);

    /** What she had typed in a field of this form, or empty. */
    public String typed(String of, String field) {
        return of.equals(act) ? typed.getOrDefault(field, "") : "";
    }

    /** The same, with something else where nothing was typed yet. */
    public String typed(String of, String field, String otherwise) {
        return of.equals(act) ? typed.getOrDefault(field, otherwise) : otherwise;
    }

    /** For {@code aria-invalid}. */
    public @Nullable String wrong(String of, String field) {
        return refused != null && of.equals(act) && refused.field().equals(field) ? "true" : null;
    }

    /** Where the field is that has to be mended. */
    public String at() {
        return refused == null || refused.field().isEmpty() ? "" : refused.field() + "-" + act;
    }

    public boolean sent(String of) {
        return of.equals(act);
    }

    static String word(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "");
    }

    static @Nullable LocalDate day(Map<String, String> typed, String field) {
        String text = word(typed, field).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException nonsense) {
            throw Refused.field(field, "duties.refused.due");
        }
    }

    static @Nullable UUID id(Map<String, String> typed, String field) {
        String text = word(typed, field).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field(field, "duties.refused.choice");
        }
    }

    static SeatId seat(Map<String, String> typed, String field) {
        UUID id = id(typed, field);
        if (id == null) {
            throw Refused.field(field, "duties.refused.seat");
        }
        return new SeatId(id);
    }

    /** Zero where no number was typed. */
    static int number(Map<String, String> typed, String field) {
        String text = word(typed, field).strip();
        return text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : 0;
    }
}
