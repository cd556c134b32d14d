package niangjia.network.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.RequestKinds;
import niangjia.network.queries.ReadDelegations;
import niangjia.network.tasks.HandOn;
import niangjia.network.tasks.HandOn.Duty;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Handing part of one's right to another seat, and taking it back. */
@Controller
class HandedOnController {

    private final HandOn handOn;
    private final ReadDelegations delegations;
    private final Network network;
    private final ObjectProvider<RequestKinds> kinds;
    private final OnlyOnce once;

    HandedOnController(
            HandOn handOn,
            ReadDelegations delegations,
            Network network,
            ObjectProvider<RequestKinds> kinds,
            OnlyOnce once) {
        this.handOn = handOn;
        this.delegations = delegations;
        this.network = network;
        this.kinds = kinds;
        this.once = once;
    }

    @Bean
    static MenuEntry handedOnEntry() {
        return MenuEntry.of(122, Group.NET, "network.menu.handed", "/handed-on");
    }

    @GetMapping("/handed-on")
    Answer list(
            Acting acting,
            Look look,
            @RequestParam(required = false) @Nullable UUID unit,
            @RequestParam(defaultValue = "") String q) {
        return page(acting.scope(), look, unit, q, List.of(), Map.of(), null);
    }

    @PostMapping("/handed-on")
    Answer give(
            Acting acting,
            FormToken token,
            Look look,
            @RequestParam(required = false) @Nullable UUID unit,
            @RequestParam(required = false) @Nullable UUID to,
            @RequestParam(required = false) @Nullable UUID via,
            @RequestParam(defaultValue = "") List<String> kinds,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        Place place = place(who, look, unit);
        try {
            if (to == null) {
                throw Refused.field("to", "network.handed.to");
            }
            var gift =
                    new HandOn.Gift(
                            duty(typed),
                            kinds.stream().filter(k -> !k.isEmpty()).toList(),
                            place.id(),
                            new SeatId(to),
                            until(typed),
                            via);
            once.run(token.orRefuse(), () -> handOn.give(who, gift).toString());
            return new GoTo("/handed-on");
        } catch (Refused refused) {
            return Shown.wrong(
                    page(who, look, unit, typed.getOrDefault("q", ""), kinds, typed, refused));
        }
    }

    @PostMapping("/handed-on/{id}/end")
    Answer end(Acting acting, FormToken token, @PathVariable UUID id) {
        once.run(
                token.orRefuse(),
                () -> {
                    handOn.withdraw(acting.scope(), id);
                    return "ended";
                });
        return new GoTo("/handed-on");
    }

    private HandedOnPage page(
            Scope.Branch who,
            Look look,
            @Nullable UUID unit,
            String q,
            List<String> chosen,
            Map<String, String> typed,
            @Nullable Refused refused) {
        Place place = place(who, look, unit);
        String sought = q.strip();
        boolean odd = sought.length() > 40 || sought.indexOf('\0') >= 0;
        LocalDate today = look.today();
        return new HandedOnPage(
                place,
                network.path(place),
                network.below(place),
                delegations.got(who, today),
                delegations.given(who, today),
                odd ? List.of() : delegations.takers(who, place.id(), sought),
                odd ? "" : sought,
                kinds.orderedStream().flatMap(k -> k.words().stream()).toList(),
                chosen,
                typed,
                today,
                today.plusDays(HandOn.LONGEST - 1),
                Mistake.of(refused));
    }

    /** Hers, or of what was handed to her; what lies elsewhere is not there. */
    private Place place(Scope.Branch who, Look look, @Nullable UUID unit) {
        return network.place(unit == null ? who.unit() : new UnitId(unit))
                .filter(p -> p.shown() && !p.closed())
                .filter(p ->
                        who.covers(p.position())
                                || delegations.got(who, look.today()).stream()
                                        .anyMatch(g -> g.covers(p.position())))
                .orElseThrow(NoSuchUnit::new);
    }

    private static Duty duty(Map<String, String> typed) {
        try {
            return Duty.valueOf(typed.getOrDefault("duty", ""));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("duty", "network.refused.choice");
        }
    }

    private static LocalDate until(Map<String, String> typed) {
        try {
            return LocalDate.parse(typed.getOrDefault("until", ""));
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("until", "network.handed.until", HandOn.LONGEST);
        }
    }
}
