package niangjia.people.web;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import niangjia.people.Kept;
import niangjia.people.Kept.Until;
import niangjia.people.Notice;
import niangjia.site.Look;
import niangjia.site.PageModel;

/** What is kept about persons, why, by what right, and how long. */
public record PrivacyPage(List<Kept> kept) implements PageModel {

    /** By what it is: tables that hold the same for the same purpose are told once. */
    public Map<String, List<Kept>> byKind() {
        Map<String, List<Kept>> kinds = new LinkedHashMap<>();
        kept.forEach(k -> kinds.computeIfAbsent(k.text(), t -> new ArrayList<>()).add(k));
        return kinds;
    }

    public String version() {
        return Notice.VERSION;
    }

    public LocalDate since() {
        return Objects.requireNonNull(Notice.SINCE.get(Notice.VERSION));
    }

    /** The length of time in words; nothing where none is set. */
    public String time(Look look, Kept kept) {
        return kept.until() instanceof Until.After(Period time, _)
                ? time.getYears() > 0
                        ? look.t("people.years", time.getYears())
                        : look.t("people.days", time.getDays())
                : "";
    }

    /** Not erased at her wish. */
    public boolean stays(Kept kept) {
        return kept.until() instanceof Until.Stays;
    }

    @Override
    public String template() {
        return "people/privacy";
    }
}
