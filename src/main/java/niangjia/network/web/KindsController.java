package niangjia.network.web;

import java.util.Map;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.AddKind;
import niangjia.network.tasks.Guard;
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
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The kinds of federation that a province has of its own. */
@Controller
class KindsController {

    private final Network network;
    private final ReadUnits units;
    private final AddKind addKind;
    private final Guard guard;
    private final OnlyOnce once;

    KindsController(Network network, ReadUnits units, AddKind addKind, Guard guard, OnlyOnce once) {
        this.network = network;
        this.units = units;
        this.addKind = addKind;
        this.guard = guard;
        this.once = once;
    }

    @GetMapping("/network/{unit}/kinds")
    Answer kinds(Acting acting, @PathVariable UUID unit, Look look) {
        return page(acting, new UnitId(unit), look, Map.of(), null);
    }

    @PostMapping("/network/{unit}/kinds")
    Answer change(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        province(who, id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "add" ->
                                    addKind.to(
                                            who,
                                            id,
                                            typed.getOrDefault("zh", ""),
                                            typed.getOrDefault("en", ""),
                                            CommitteeController.day(typed));
                            case "end" ->
                                    addKind.end(
                                            who,
                                            id,
                                            typed.getOrDefault("kind", ""),
                                            CommitteeController.day(typed));
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/kinds");
        } catch (Refused refused) {
            return Shown.wrong(page(acting, id, look, typed, refused));
        }
    }

    private Place province(Scope.Branch who, UnitId id) {
        Place place = guard.seen(who, id);
        if (!place.kind().equals("province")) {
            throw new NoSuchUnit();
        }
        return place;
    }

    private KindsPage page(
            Acting acting,
            UnitId id,
            Look look,
            Map<String, String> typed,
            @Nullable Refused refused) {
        Place place = province(acting.scope(), id);
        return new KindsPage(
                place,
                network.path(place),
                units.kindsToFound(acting.scope(), place.province(), look.today()),
                units.ownKinds(acting.scope(), id),
                look.today(),
                typed,
                Mistake.of(refused));
    }
}
