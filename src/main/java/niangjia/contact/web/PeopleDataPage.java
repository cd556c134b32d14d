package niangjia.contact.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.shared.Refused;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** All that is held of her, and what she can do about it. */
public record PeopleDataPage(
        int at,
        String name,
        boolean resting,
        List<Held> held,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/data";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    /** By kind, in the order of the notice. */
    public Map<Kept, List<Held>> byKind() {
        Map<Kept, List<Held>> kinds = new LinkedHashMap<>();
        held.forEach(row -> kinds.computeIfAbsent(row.kept(), k -> new ArrayList<>()).add(row));
        return kinds;
    }

    /** The key of what a column is called. */
    public String label(Held row, String column) {
        return (row.kept().table().startsWith("contact.") ? "contact.field." : "help.field.")
                + column;
    }

    /** A value as people read it. */
    public String shown(Look look, Object value) {
        return switch (value) {
            case Instant at -> look.when(at);
            case LocalDate day -> look.day(day);
            case Held.Word word -> look.t(word.text(), "");
            default -> value.toString();
        };
    }
}
