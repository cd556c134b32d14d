package niangjia.network.web;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import niangjia.network.KnownSetting;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.WorkingDays;
import niangjia.network.queries.ReadSettings;
import niangjia.network.tasks.AgreeSetting;
import niangjia.network.tasks.Guard;
import niangjia.network.tasks.ImportHolidays;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is agreed in a place; at the nation also the holidays. */
@Controller
class SettingsController {

    private final Network network;
    private final ReadSettings settings;
    private final AgreeSetting agreeSetting;
    private final ImportHolidays importHolidays;
    private final WorkingDays workingDays;
    private final Guard guard;
    private final ObjectProvider<KnownSetting.Source> known;
    private final OnlyOnce once;

    SettingsController(
            Network network,
            ReadSettings settings,
            AgreeSetting agreeSetting,
            ImportHolidays importHolidays,
            WorkingDays workingDays,
            Guard guard,
            ObjectProvider<KnownSetting.Source> known,
            OnlyOnce once) {
        this.network = network;
        this.settings = settings;
        this.agreeSetting = agreeSetting;
        this.importHolidays = importHolidays;
        this.workingDays = workingDays;
        this.guard = guard;
        this.known = known;
        this.once = once;
    }

    @GetMapping("/network/{unit}/settings")
    Answer settings(Acting acting, @PathVariable UUID unit, Look look) {
        return page(acting, new UnitId(unit), look, Map.of(), null);
    }

    @PostMapping("/network/{unit}/settings")
    Answer agree(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        guard.seen(who, id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "agree" ->
                                    agreeSetting.on(
                                            who, id, name(typed), value(typed), from(typed));
                            case "withdraw" ->
                                    agreeSetting.on(who, id, name(typed), "", from(typed));
                            case "holidays" ->
                                    importHolidays.by(who, typed.getOrDefault("lines", ""));
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/settings");
        } catch (Refused refused) {
            return Shown.wrong(page(acting, id, look, typed, refused));
        }
    }

    private SettingsPage page(
            Acting acting,
            UnitId id,
            Look look,
            Map<String, String> typed,
            @Nullable Refused refused) {
        Place place = guard.seen(acting.scope(), id);
        return new SettingsPage(
                place,
                network.path(place),
                known.orderedStream().flatMap(s -> s.settings().stream()).toList(),
                settings.inForce(acting.scope(), place, look.today()),
                settings.own(acting.scope(), id),
                look.today(),
                workingDays.known().knownUntil(),
                typed,
                Mistake.of(refused));
    }

    private static String name(Map<String, String> typed) {
        return typed.getOrDefault("name", "");
    }

    /** A working day has eight hours. */
    private static String value(Map<String, String> typed) {
        int amount = CommitteeController.number(typed, "amount");
        if (amount < 1 || amount > 10_000) {
            throw Refused.field("amount", "network.setting.value");
        }
        if (typed.getOrDefault("measure", "").equals("number")) {
            return String.valueOf(amount);
        }
        boolean working = typed.containsKey("working");
        Duration length =
                switch (typed.getOrDefault("measure", "")) {
                    case "minutes" -> Duration.ofMinutes(amount);
                    case "hours" -> Duration.ofHours(amount);
                    default -> working ? Duration.ofHours(8L * amount) : Duration.ofDays(amount);
                };
        return working ? length + " working" : length.toString();
    }

    private static LocalDate from(Map<String, String> typed) {
        try {
            return LocalDate.parse(typed.getOrDefault("from", ""));
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("from", "network.setting.from");
        }
    }
}
