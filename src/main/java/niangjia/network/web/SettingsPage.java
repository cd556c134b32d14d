package niangjia.network.web;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import niangjia.network.KnownSetting;
import niangjia.network.Place;
import niangjia.network.queries.ReadSettings;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** What is agreed in a place, its own and from above. */
public record SettingsPage(
        Place place,
        List<Place> path,
        List<KnownSetting> known,
        List<ReadSettings.InForce> inForce,
        List<ReadSettings.Own> own,
        LocalDate today,
        int knownUntil,
        Map<String, String> typed,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/settings";
    }

    /** The key of a setting's name for people. */
    public @Nullable String text(String name) {
        return known.stream()
                .filter(k -> k.name().equals(name))
                .map(KnownSetting::text)
                .findFirst()
                .orElse(null);
    }

    public ReadSettings.@Nullable InForce inForce(String name) {
        return inForce.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    }

    /** A value in words; a working day has eight hours. */
    public static String said(Look look, String value) {
        boolean working = value.endsWith(" working");
        try {
            Duration length =
                    Duration.parse(working ? value.substring(0, value.length() - 8) : value);
            if (!working) {
                return look.span(length);
            }
            return length.toMinutes() % 480 == 0
                    ? look.t("network.setting.working-days", length.toMinutes() / 480)
                    : look.t("network.setting.working", look.span(length));
        } catch (DateTimeParseException other) {
            return value;
        }
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
