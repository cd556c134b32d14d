package niangjia.help.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import niangjia.help.SealedRights;
import niangjia.help.queries.Hers;
import niangjia.people.Consents;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Notice;
import niangjia.shared.Refused;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What is held of her, and what she can do about it.
 *
 * @param confirms of a sealed matter: the names of those who can confirm with her, nothing else
 * @param resting she lets it rest
 * @param erased her words are gone already
 * @param standing of a sealed matter: how far her wishes are
 */
public record HerDataPage(
        int at,
        boolean sealed,
        List<String> confirms,
        boolean resting,
        boolean erased,
        List<Held> held,
        List<Consents.Consent> consents,
        SealedRights.@Nullable Standing standing,
        Map<String, String> typed,
        @Nullable Refused mistake)
        implements PageModel {

    static final String FILES = "/mine/files/";

    /** Where a file of hers is opened; none: the value is no file. */
    public @Nullable String href(Object value) {
        return value instanceof Held.File file ? FILES + file + "?n=" + at : null;
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    static HerDataPage sealed(
            int at,
            Hers.View view,
            SealedRights.Standing standing,
            List<Held> held,
            List<Consents.Consent> consents,
            @Nullable Refused mistake) {
        return new HerDataPage(
                at,
                true,
                Stream.of(
                                view.claimedBy() == null ? view.desk() : view.claimedBy(),
                                view.overseer())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                false,
                view.erased(),
                held,
                consents,
                standing,
                Map.of(),
                mistake);
    }

    public List<SealedRights.Wish> wishes() {
        return List.of(SealedRights.Wish.values());
    }

    /** How far a wish of hers is, or null. */
    public SealedRights.@Nullable Wished wished(SealedRights.Wish what) {
        return standing == null ? null : standing.of(what);
    }

    /** By kind, in the order of the notice. */
    public Map<Kept, List<Held>> byKind() {
        Map<Kept, List<Held>> kinds = new LinkedHashMap<>();
        held.forEach(row -> kinds.computeIfAbsent(row.kept(), k -> new ArrayList<>()).add(row));
        return kinds;
    }

    /** The key of what a column is called. */
    public String label(Held row, String column) {
        return "help.field." + column;
    }

    /** A value as people read it. */
    public String shown(Look look, Object value) {
        return switch (value) {
            case Instant at -> look.when(at);
            case LocalDate day -> look.day(day);
            case Held.Word word -> look.t(word.text(), "");
            case Held.File _ -> look.t("files.open");
            default -> value.toString();
        };
    }

    /** What stands in the form: what she typed, or what is held. */
    public String value(String field, String column) {
        String said = typed.get(field);
        return said != null
                ? said
                : held.stream()
                        .map(row -> row.values().get(column))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .findFirst()
                        .orElse("");
    }

    /** A member wrote her name down. */
    public boolean named() {
        return held.stream().anyMatch(row -> row.kept().table().equals("people.person"));
    }

    /** What she may agree to and has not. */
    public List<String> offered() {
        return Consents.OFFERED.stream()
                .filter(purpose ->
                        consents.stream()
                                .noneMatch(c ->
                                        c.purpose().equals(purpose) && c.withdrawnAt() == null))
                .toList();
    }

    /** Since when the notice was in force that she agreed to. */
    public @Nullable LocalDate since(String notice) {
        return Notice.SINCE.get(notice);
    }

    @Override
    public String template() {
        return "help/data";
    }
}
