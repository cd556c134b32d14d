package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Opening accounts for those who hold seats, from above; and the page that their link opens. */
@Controller
class StaffController {

    private final Invitations invitations;
    private final Network network;
    private final Sessions sessions;
    private final Provider provider;
    private final AccountRights rights;

    StaffController(
            Invitations invitations,
            Network network,
            Sessions sessions,
            Provider provider,
            AccountRights rights) {
        this.invitations = invitations;
        this.network = network;
        this.sessions = sessions;
        this.provider = provider;
        this.rights = rights;
    }

    @Bean
    static MenuEntry staffEntry(Door door) {
        return MenuEntry.of(80, Group.NET, "access.staff.menu", "/staff")
                .onlyIf(request ->
                        door.actor(request)
                                .filter(actor -> AccountRights.leads(actor.seat()))
                                .isPresent());
    }

    @GetMapping("/staff")
    Answer own(Actor actor) {
        return new GoTo("/staff/" + actor.seat().place().id());
    }

    @GetMapping("/staff/{unit}")
    Answer of(Actor actor, @PathVariable UUID unit) {
        return page(actor, unit, null, false, null);
    }

    @PostMapping("/staff/{unit}")
    Answer invite(
            Actor actor,
            HttpServletRequest request,
            FormToken token,
            @PathVariable UUID unit,
            @RequestParam UUID seat,
            @RequestParam(defaultValue = "ask") String act) {
        try {
            token.orRefuse();
            if (act.equals("agree")) {
                return shown(actor, request, unit, invitations.agree(actor, seat));
            }
            return switch (invitations.invite(actor, seat)) {
                case Invitations.Asked.Link(var link) -> shown(actor, request, unit, link);
                case Invitations.Asked.Waits() -> page(actor, unit, null, true, null);
            };
        } catch (Refused refused) {
            return Shown.wrong(page(actor, unit, null, false, refused.key()));
        }
    }

    private StaffPage shown(Actor actor, HttpServletRequest request, UUID unit, String token) {
        String link = WholeAddress.of(request, "/join/" + token);
        return page(actor, unit, link, false, null);
    }

    @GetMapping("/join/{token}")
    Answer join(@PathVariable String token, @RequestParam(defaultValue = "") String provider) {
        String mistake = Beginning.mistake(provider);
        JoinPage page = joining(token, "", mistake, null);
        return mistake == null ? page : Shown.wrong(page);
    }

    @PostMapping("/join/{token}")
    Answer join(
            @PathVariable String token,
            FormToken form,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String by,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            form.orRefuse();
            String there = provider.name();
            if (by.equals("provider") && there != null) {
                joining(token, "", null, null);
                var beginning = new Beginning("/join/" + token, "", "");
                beginning.keep(request);
                return new GoingOutPage(there, beginning.page());
            }
            Staff staff =
                    invitations.accept(
                            token,
                            new FirstWay.Password(login, password),
                            person -> sessions.endOthers(person, request));
            sessions.comeIn(staff, request, response);
            return new GoTo("/access/second");
        } catch (Refused refused) {
            return Shown.wrong(joining(token, login, refused.key(), refused.field()));
        }
    }

    private JoinPage joining(
            String token, String login, @Nullable String mistake, @Nullable String field) {
        Invitations.Invited invited =
                invitations.by(token).orElseThrow(() -> Refused.because("access.begin.over"));
        return new JoinPage(
                token,
                invited.seat().knownAs(),
                invited.seat().place().name(),
                invited.again(),
                login,
                provider.name(),
                mistake,
                field);
    }

    private StaffPage page(
            Actor actor,
            UUID unit,
            @Nullable String link,
            boolean waits,
            @Nullable String mistake) {
        Place place =
                network.place(new UnitId(unit))
                        .filter(p -> rights.sees(actor.seat(), p))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Place> below = network.below(place).stream().limit(200).toList();
        return new StaffPage(
                network.path(place),
                place,
                invitations.of(actor, place),
                below,
                link,
                waits,
                mistake);
    }
}
