package niangjia.network.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Traces;
import niangjia.network.model.Membership;
import niangjia.network.queries.ReadMembers;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.JoinFederation;
import niangjia.network.tasks.MembershipLinks;
import niangjia.shared.Page;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.Enough;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Joining a federation beside the territory without an account, and leaving it by the private link
 * that she was given or through one of its seats.
 */
@Controller
class JoinController {

    private static final int ROWS = 50;

    private record Kept(Membership membership, ReadMembers.Hers hers) {}

    private final Network network;
    private final ReadUnits units;
    private final ReadMembers members;
    private final JoinFederation joinFederation;
    private final MembershipLinks links;
    private final OnlyOnce once;
    private final Enough enough;

    JoinController(
            Network network,
            ReadUnits units,
            ReadMembers members,
            JoinFederation joinFederation,
            MembershipLinks links,
            OnlyOnce once,
            Enough enough) {
        this.network = network;
        this.units = units;
        this.members = members;
        this.joinFederation = joinFederation;
        this.links = links;
        this.once = once;
        this.enough = enough;
    }

    @GetMapping("/network/{unit}/join")
    Answer form(@PathVariable UUID unit) {
        return form(new UnitId(unit), Map.of(), null);
    }

    @PostMapping("/network/{unit}/join")
    Answer join(
            @PathVariable UUID unit,
            FormToken token,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Place place = joinable(new UnitId(unit));
        if (kept(request).stream().anyMatch(k -> k.membership.unit().equals(place.id()))) {
            return new GoTo("/joined");
        }
        try {
            String woman =
                    once.run(
                            token.orRefuse(),
                            () -> {
                                JoinFederation.Said said = said(typed);
                                enough.orRefuse(Enough.Form.MEMBERSHIP, request);
                                return said;
                            },
                            said -> joinFederation.herself(place.id(), said).woman().toString());
            var made = new Membership(place.province(), place.id(), PersonId.of(woman));
            keep(request, response, links.token(made));
            return new GoTo("/joined");
        } catch (Refused refused) {
            return Shown.wrong(form(place.id(), typed, refused));
        }
    }

    private JoinPage form(UnitId id, Map<String, String> typed, @Nullable Refused refused) {
        Place place = joinable(id);
        return new JoinPage(place, network.path(place), typed, Mistake.of(refused));
    }

    private Place joinable(UnitId id) {
        return network.place(id)
                .filter(p -> p.shown() && !p.closed() && units.beside(Scope.everyone(), id))
                .orElseThrow(NoSuchUnit::new);
    }

    private static JoinFederation.Said said(Map<String, String> typed) {
        return new JoinFederation.Said(
                typed.getOrDefault("name", ""),
                typed.getOrDefault("contact", ""),
                typed.containsKey("agreed"));
    }

    /** The private link: its secret becomes a cookie at once, and the address is clean. */
    @GetMapping("/j/{token}")
    Answer link(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (links.of(token).isPresent()) {
            keep(request, response, token);
        }
        return new GoTo("/joined");
    }

    @GetMapping("/joined")
    Answer joined(HttpServletRequest request, @RequestParam(defaultValue = "false") boolean left) {
        return new JoinedPage(
                kept(request).stream()
                        .map(k ->
                                new JoinedPage.One(
                                        k.hers,
                                        WholeAddress.of(
                                                request, "/j/" + links.token(k.membership))))
                        .toList(),
                left);
    }

    @PostMapping("/joined")
    Answer leave(HttpServletRequest request, FormToken token, @RequestParam UUID unit) {
        UUID sent = token.orRefuse();
        Optional<Membership> hers =
                Traces.tokens(request).stream()
                        .map(links::of)
                        .flatMap(Optional::stream)
                        .filter(m -> m.unit().value().equals(unit))
                        .findFirst();
        if (hers.isEmpty()) {
            throw new NoSuchUnit();
        }
        once.run(
                sent,
                () -> {
                    joinFederation.leave(hers.get());
                    return "left";
                });
        return new GoTo("/joined?left=true");
    }

    /** Those that this browser holds the link of and that still stand; at most five. */
    private List<Kept> kept(HttpServletRequest request) {
        List<Membership> linked =
                Traces.tokens(request).stream().map(links::of).flatMap(Optional::stream).toList();
        Map<PersonId, ReadMembers.Hers> hers = members.hers(Scope.everyone(), linked);
        return linked.stream()
                .filter(m -> hers.containsKey(m.woman()))
                .map(m -> new Kept(m, java.util.Objects.requireNonNull(hers.get(m.woman()))))
                .toList();
    }

    /** Gone when the browser closes; the link brings her back. */
    private static void keep(
            HttpServletRequest request, HttpServletResponse response, String token) {
        List<String> all = new ArrayList<>(List.of(token));
        Traces.tokens(request).stream().filter(t -> !t.equals(token)).forEach(all::add);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(
                                Traces.COOKIE,
                                String.join(".", all.subList(0, Math.min(Traces.MOST, all.size()))))
                        .httpOnly(true)
                        .sameSite("Lax")
                        .path("/")
                        .build()
                        .toString());
    }

    @GetMapping("/members")
    Answer own(Acting acting) {
        return new GoTo("/network/" + acting.scope().unit() + "/members");
    }

    @GetMapping("/network/{unit}/members")
    Answer members(
            Acting acting, @PathVariable UUID unit, @RequestParam(defaultValue = "") String after) {
        return members(acting, new UnitId(unit), after, Map.of(), null);
    }

    @PostMapping("/network/{unit}/members")
    Answer members(
            Acting acting,
            @PathVariable UUID unit,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        Scope.Branch who = acting.scope();
        UnitId id = new UnitId(unit);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "join" -> joinFederation.heardBy(who, id, said(typed));
                            case "leave" -> joinFederation.leaveHeardBy(who, id, woman(typed));
                            default -> throw new NoSuchUnit();
                        }
                        return act;
                    });
            return new GoTo("/network/" + unit + "/members");
        } catch (Refused refused) {
            return Shown.wrong(members(acting, id, "", typed, refused));
        }
    }

    private static PersonId woman(Map<String, String> typed) {
        try {
            return PersonId.of(typed.getOrDefault("woman", ""));
        } catch (IllegalArgumentException nonsense) {
            throw new NoSuchUnit();
        }
    }

    private MembersPage members(
            Acting acting,
            UnitId id,
            String after,
            Map<String, String> typed,
            @Nullable Refused refused) {
        Place place = joinFederation.looked(acting.scope(), id);
        List<ReadMembers.Member> found = members.of(acting.scope(), new Page(after, ROWS + 1));
        boolean more = found.size() > ROWS;
        List<ReadMembers.Member> shown = more ? found.subList(0, ROWS) : found;
        return new MembersPage(
                place,
                network.path(place),
                members.howMany(acting.scope()),
                shown,
                more ? shown.getLast().woman().toString() : null,
                typed,
                Mistake.of(refused));
    }
}
