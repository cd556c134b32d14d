package niangjia.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.queries.ReadSettings;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.ApplyToMoveIn;
import niangjia.network.tasks.Guard;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.Enough;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Applications to move in: anybody may ask, the federation above answers. */
@Controller
class ApplyController {

    private final Network network;
    private final ReadUnits units;
    private final ReadSettings applications;
    private final ApplyToMoveIn applyToMoveIn;
    private final Guard guard;
    private final OnlyOnce once;
    private final Enough enough;

    ApplyController(
            Network network,
            ReadUnits units,
            ReadSettings applications,
            ApplyToMoveIn applyToMoveIn,
            Guard guard,
            OnlyOnce once,
            Enough enough) {
        this.network = network;
        this.units = units;
        this.applications = applications;
        this.applyToMoveIn = applyToMoveIn;
        this.guard = guard;
        this.once = once;
        this.enough = enough;
    }

    @GetMapping("/network/{unit}/apply")
    Answer form(@PathVariable UUID unit, Look look) {
        return form(new UnitId(unit), look, Map.of(), null);
    }

    @PostMapping("/network/{unit}/apply")
    Answer apply(
            @PathVariable UUID unit,
            FormToken token,
            Look look,
            HttpServletRequest request,
            @RequestParam Map<String, String> typed) {
        UnitId id = new UnitId(unit);
        try {
            var asked =
                    new ApplyToMoveIn.Asked(
                            typed.getOrDefault("kind", ""),
                            typed.getOrDefault("name", ""),
                            typed.getOrDefault("applicant", ""),
                            typed.getOrDefault("contact", ""),
                            typed.getOrDefault("proof", ""));
            String made =
                    once.run(
                            token.orRefuse(),
                            () -> {
                                enough.orRefuse(Enough.Form.APPLICATION, request);
                                return asked;
                            },
                            wish -> applyToMoveIn.below(id, wish).toString());
            return new GoTo("/applications/" + made);
        } catch (Refused refused) {
            return Shown.wrong(form(id, look, typed, refused));
        }
    }

    private ApplyPage form(
            UnitId id, Look look, Map<String, String> typed, @Nullable Refused refused) {
        Place place =
                network.place(id)
                        .filter(p -> p.shown() && !p.closed())
                        .orElseThrow(NoSuchUnit::new);
        return new ApplyPage(
                place,
                network.path(place),
                units.kindsToFound(Scope.everyone(), place.province(), look.today()).stream()
                        .filter(k -> !k.territorial())
                        .toList(),
                typed,
                Mistake.of(refused));
    }

    @GetMapping("/applications/{id}")
    Answer applied(@PathVariable UUID id) {
        return new AppliedPage(
                applications.answered(Scope.everyone(), id).orElseThrow(NoSuchUnit::new));
    }

    @GetMapping("/network/{unit}/applications")
    Answer waiting(Acting acting, @PathVariable UUID unit) {
        return waiting(acting, new UnitId(unit), "", null, null);
    }

    @PostMapping("/network/{unit}/applications")
    Answer answer(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            @RequestParam UUID application,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String reason) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        guard.seen(who, id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "admit" -> {
                                return applyToMoveIn.admit(who, application).toString();
                            }
                            case "decline" -> applyToMoveIn.decline(who, application, reason);
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/applications");
        } catch (Refused refused) {
            return Shown.wrong(waiting(acting, id, reason, application, refused));
        }
    }

    private ApplicationsPage waiting(
            Acting acting, UnitId id, String typed, @Nullable UUID at, @Nullable Refused refused) {
        Place place = guard.seen(acting.scope(), id);
        return new ApplicationsPage(
                place,
                network.path(place),
                applications.waiting(acting.scope(), place),
                units.kinds(acting.scope()).stream()
                        .collect(Collectors.toMap(ReadUnits.Kind::code, Function.identity())),
                typed,
                at,
                Mistake.of(refused));
    }
}
