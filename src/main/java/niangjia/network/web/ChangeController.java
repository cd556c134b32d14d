package niangjia.network.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.TouchedFacts;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.network.tasks.Act;
import niangjia.network.tasks.CloseUnit;
import niangjia.network.tasks.FoundUnit;
import niangjia.network.tasks.Guard;
import niangjia.network.tasks.MoveUnit;
import niangjia.network.tasks.RecordFounding;
import niangjia.network.tasks.RenameUnit;
import niangjia.network.tasks.StillAsSeen;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Founding, renaming, moving and closing, each rehearsed first: the change is made, seen to be
 * possible, and taken back; only the second tap keeps it.
 */
@Controller
class ChangeController {

    private static final Set<String> ACTS = Set.of("found", "act", "rename", "move", "close");

    private final Network network;
    private final ReadUnits units;
    private final Sums sums;
    private final Guard guard;
    private final Pick pick;
    private final FoundUnit foundUnit;
    private final RecordFounding recordFounding;
    private final RenameUnit renameUnit;
    private final MoveUnit moveUnit;
    private final CloseUnit closeUnit;
    private final StillAsSeen stillAsSeen;
    private final List<TouchedFacts> touched;
    private final OnlyOnce once;
    private final TransactionTemplate rehearsal;

    ChangeController(
            Network network,
            ReadUnits units,
            Sums sums,
            Guard guard,
            Pick pick,
            FoundUnit foundUnit,
            RecordFounding recordFounding,
            RenameUnit renameUnit,
            MoveUnit moveUnit,
            CloseUnit closeUnit,
            StillAsSeen stillAsSeen,
            List<TouchedFacts> touched,
            OnlyOnce once,
            PlatformTransactionManager transactions) {
        this.network = network;
        this.units = units;
        this.sums = sums;
        this.guard = guard;
        this.pick = pick;
        this.foundUnit = foundUnit;
        this.recordFounding = recordFounding;
        this.renameUnit = renameUnit;
        this.moveUnit = moveUnit;
        this.closeUnit = closeUnit;
        this.stillAsSeen = stillAsSeen;
        this.touched = touched;
        this.once = once;
        this.rehearsal = new TransactionTemplate(transactions);
    }

    @GetMapping("/network/{unit}/change")
    Answer change(
            Acting acting,
            @PathVariable UUID unit,
            Look look,
            @RequestParam(defaultValue = "") String act) {
        return page(acting, new UnitId(unit), look, act, Map.of(), null);
    }

    @PostMapping("/network/{unit}/change")
    Answer change(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            Look look,
            @RequestParam String act,
            @RequestParam(defaultValue = "look") String step,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        Place place = guard.seen(who, id);
        if (!ACTS.contains(act)) {
            throw new NoSuchUnit();
        }
        try {
            UUID sent = token.orRefuse();
            if (step.equals("do")) {
                return new GoTo(
                        "/network/" + once.run(sent, () -> made(who, id, act, typed).toString()));
            }
            rehearsal.executeWithoutResult(status -> {
                made(who, id, act, typed);
                status.setRollbackOnly();
            });
            Map<String, String> kept = new HashMap<>(typed);
            kept.keySet().removeAll(Set.of(FormToken.FIELD, "step", "act"));
            boolean whole = act.equals("move") || act.equals("close");
            return new RehearsalPage(
                    place,
                    network.path(place),
                    act,
                    kept,
                    whole ? pick.in(who, "to", typed.getOrDefault("to", "")) : null,
                    Tally.of(sums.of(id), units.kinds(Scope.everyone())),
                    whole
                            ? touched.stream().flatMap(t -> t.of(who, place).stream()).toList()
                            : List.of());
        } catch (Refused refused) {
            return Shown.wrong(page(acting, id, look, act, typed, refused));
        }
    }

    /** The unit to look at afterwards. */
    private UnitId made(Scope.Branch who, UnitId unit, String act, Map<String, String> typed) {
        if (!act.equals("found")) {
            stillAsSeen.orRefuse(unit, typed.getOrDefault("seen", ""));
        }
        switch (act) {
            case "found" -> {
                return foundUnit.under(
                        who,
                        unit,
                        typed.getOrDefault("kind", ""),
                        typed.getOrDefault("name", ""),
                        typed.getOrDefault("code", ""),
                        CommitteeController.day(typed),
                        typed.getOrDefault("approval", "").isBlank() ? null : act(typed));
            }
            case "act" -> recordFounding.of(who, unit, act(typed));
            case "rename" ->
                    renameUnit.to(
                            who,
                            unit,
                            typed.getOrDefault("name", ""),
                            typed.getOrDefault("code", ""),
                            CommitteeController.day(typed));
            case "move" ->
                    moveUnit.under(
                            who,
                            unit,
                            pick.in(who, "to", typed.getOrDefault("to", "")).id(),
                            CommitteeController.day(typed));
            default ->
                    closeUnit.with(
                            who,
                            unit,
                            pick.in(who, "to", typed.getOrDefault("to", "")).id(),
                            CommitteeController.day(typed));
        }
        return unit;
    }

    private static Act act(Map<String, String> typed) {
        LocalDate approvedOn;
        try {
            approvedOn = LocalDate.parse(typed.getOrDefault("approved-on", ""));
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("approved-on", "network.refused.day");
        }
        return new Act(
                typed.getOrDefault("approval", ""),
                approvedOn,
                typed.containsKey("converted"),
                CommitteeController.number(typed, "candidates"),
                CommitteeController.number(typed, "elected"),
                CommitteeController.number(typed, "ballots"));
    }

    private ChangePage page(
            Acting acting,
            UnitId id,
            Look look,
            String act,
            Map<String, String> typed,
            @Nullable Refused refused) {
        Place place = guard.seen(acting.scope(), id);
        return new ChangePage(
                place,
                network.path(place),
                units.kindsToFound(Scope.everyone(), place.province(), look.today()).stream()
                        .filter(k ->
                                k.level() == null || k.level() > 1 && k.level() > place.depth())
                        .toList(),
                look.today(),
                act,
                typed,
                Mistake.of(refused));
    }
}
