package niangjia.network.web;

import java.util.Map;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.CoverPlaces;
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

/** The places that a federation beside the territory looks after. */
@Controller
class CoverageController {

    private final Network network;
    private final ReadUnits units;
    private final CoverPlaces coverPlaces;
    private final Guard guard;
    private final Pick pick;
    private final OnlyOnce once;

    CoverageController(
            Network network,
            ReadUnits units,
            CoverPlaces coverPlaces,
            Guard guard,
            Pick pick,
            OnlyOnce once) {
        this.network = network;
        this.units = units;
        this.coverPlaces = coverPlaces;
        this.guard = guard;
        this.pick = pick;
        this.once = once;
    }

    @GetMapping("/network/{unit}/coverage")
    Answer coverage(Acting acting, @PathVariable UUID unit, Look look) {
        return page(acting, new UnitId(unit), look, Map.of(), null);
    }

    @PostMapping("/network/{unit}/coverage")
    Answer change(
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
                            case "begin" ->
                                    coverPlaces.begin(
                                            who,
                                            id,
                                            pick.in(
                                                            coverPlaces.reach(who, id),
                                                            "place",
                                                            typed.getOrDefault("place", ""))
                                                    .id(),
                                            CommitteeController.day(typed));
                            case "end" ->
                                    coverPlaces.end(
                                            who,
                                            id,
                                            covered(typed),
                                            CommitteeController.day(typed));
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/coverage");
        } catch (Refused refused) {
            return Shown.wrong(page(acting, id, look, typed, refused));
        }
    }

    private static UnitId covered(Map<String, String> typed) {
        try {
            return UnitId.of(typed.getOrDefault("covered", ""));
        } catch (IllegalArgumentException nonsense) {
            throw new NoSuchUnit();
        }
    }

    private CoveragePage page(
            Acting acting,
            UnitId id,
            Look look,
            Map<String, String> typed,
            @Nullable Refused refused) {
        coverPlaces.reach(acting.scope(), id);
        Place place = guard.seen(acting.scope(), id);
        return new CoveragePage(
                place,
                network.path(place),
                units.coverage(acting.scope(), id),
                look.today(),
                typed,
                Mistake.of(refused));
    }
}
