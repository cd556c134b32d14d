package niangjia.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.KnownDevices.Part;
import niangjia.network.Network;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.WebUtils;

/** Signing in and out, and changing seats. */
@Controller
class DoorController {

    private final SignIn signIn;
    private final Passkeys passkeys;
    private final Once once;
    private final FirstAccount firstAccount;
    private final Demonstrators demonstrators;
    private final Network network;
    private final Sessions sessions;
    private final KnownDevices devices;
    private final SignIns signIns;
    private final Provider provider;
    private final Clock clock;

    DoorController(
            SignIn signIn,
            Passkeys passkeys,
            Once once,
            FirstAccount firstAccount,
            Demonstrators demonstrators,
            Network network,
            Sessions sessions,
            KnownDevices devices,
            SignIns signIns,
            Provider provider,
            Clock clock) {
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.once = once;
        this.firstAccount = firstAccount;
        this.demonstrators = demonstrators;
        this.network = network;
        this.sessions = sessions;
        this.devices = devices;
        this.signIns = signIns;
        this.provider = provider;
        this.clock = clock;
    }

    @GetMapping("/access")
    Answer door(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String provider) {
        return switch (provider) {
            case "refused", "unknown", "once" ->
                    new Shown(403, page(request, "", "access.provider." + provider, q));
            default -> page(request, "", null, q);
        };
    }

    @PostMapping("/access")
    Answer signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password) {
        String name = login.strip();
        if (name.isEmpty() || name.length() > 100) {
            return Shown.wrong(page(request, name, "access.login.missing"));
        }
        if (!(token instanceof FormToken.Good)) {
            return Shown.wrong(page(request, name, "site.form.stale"));
        }
        return switch (signIn.with(name, password, devices.from(request, name))) {
            case SignIn.Outcome.Welcome(var staff) -> {
                sessions.comeIn(staff, request, response);
                yield new GoTo("/access/second");
            }
            case SignIn.Outcome.Wrong() -> Shown.wrong(page(request, name, "access.wrong"));
            case SignIn.Outcome.TooMany() -> Shown.wrong(page(request, name, "access.too-many"));
        };
    }

    /** A passkey is two factors in one: something she has, opened by a finger or a number. */
    @PostMapping("/access/passkey")
    Answer byPasskey(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(name = FormToken.FIELD, defaultValue = "") String form,
            @RequestParam(defaultValue = "") String passkey) {
        token.orRefuse();
        Optional<Staff> found = passkeys.proves(passkey, form, request);
        if (found.isEmpty() || !once.isFirst(token.orRefuse())) {
            return Shown.wrong(page(request, "", "access.passkey.wrong"));
        }
        Staff staff = found.get().provedAt(clock.instant());
        sessions.comeIn(staff, request, response);
        devices.remember(request, response, Part.STAFF, signIn.login(staff.accountOrRefuse()));
        signIns.log(staff, "access.signed-in");
        return new GoTo("/workbench");
    }

    /**
     * Sits down in a seat: another of her own, or in the demonstration any of the fictional
     * province.
     */
    @PostMapping("/access/seat")
    Answer seat(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam UUID seat) {
        token.orRefuse();
        SeatId wanted = new SeatId(seat);
        Staff staff = Door.staff().orElse(null);
        if (staff != null
                && network.seat(wanted)
                        .filter(held -> held.holder().value().equals(staff.person()))
                        .isPresent()) {
            sessions.enter(staff.actingFrom(seat), request, response);
            return new GoTo("/workbench");
        }
        if (demonstrators.welcome(request)) {
            var held = demonstrators.seat(wanted);
            if (held.isPresent()) {
                sessions.comeIn(
                        Staff.ofTheDemonstration(held.get().holder().value(), seat),
                        request,
                        response);
                return new GoTo("/workbench");
            }
        }
        throw Refused.because("access.seat.not-yours");
    }

    /**
     * What was kept on this phone to be worked on without signal goes with her. If it holds what
     * was not handed in yet she is asked first.
     */
    @PostMapping("/access/sign-out")
    Answer signOut(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String sure) {
        Cookie waiting = WebUtils.getCookie(request, Pocket.COOKIE);
        if (waiting != null && !sure.equals("yes")) {
            return new GoTo("/pocket/leaving");
        }
        sessions.leave(request);
        Pocket.forget(waiting, response);
        return new GoTo("/");
    }

    @GetMapping("/begin/{token}")
    Answer begin(@PathVariable String token, @RequestParam(defaultValue = "") String provider) {
        firstAccount.guard(token);
        return begin(token, "", "", "", Beginning.mistake(provider), null);
    }

    private Answer begin(
            String token,
            String name,
            String login,
            String code,
            @Nullable String mistake,
            @Nullable String field) {
        var page = new BeginPage(token, name, login, code, provider.name(), mistake, field);
        return mistake == null ? page : Shown.wrong(page);
    }

    @PostMapping("/begin/{token}")
    Answer begin(
            @PathVariable String token,
            FormToken form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String by,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            form.orRefuse();
            String there = provider.name();
            if (by.equals("provider") && there != null) {
                firstAccount.check(token, name, code);
                var beginning = new Beginning("/begin/" + token, name, code);
                beginning.keep(request);
                return new GoingOutPage(there, beginning.page());
            }
            Staff staff =
                    firstAccount.open(token, name, code, new FirstWay.Password(login, password));
            sessions.comeIn(staff, request, response);
            return new GoTo("/access/second");
        } catch (Refused refused) {
            return begin(token, name, login, code, refused.key(), refused.field());
        }
    }

    private DoorPage page(HttpServletRequest request, String login, @Nullable String mistake) {
        return page(request, login, mistake, "");
    }

    private DoorPage page(
            HttpServletRequest request, String login, @Nullable String mistake, String typed) {
        String sought = typed.strip();
        return new DoorPage(
                login,
                mistake,
                sought,
                passkeys.host(),
                provider.name(),
                demonstrators.welcome(request),
                demonstrators.welcome(request) && sought.length() <= 40
                        ? demonstrators.offered(sought)
                        : List.of());
    }
}
