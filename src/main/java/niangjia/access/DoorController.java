package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, and changing seats. */
@Controller
class DoorController {

    private final SignIn signIn;
    private final FirstAccount firstAccount;
    private final Demonstrators demonstrators;
    private final Network network;
    private final SecurityContextRepository sessions;

    DoorController(
            SignIn signIn,
            FirstAccount firstAccount,
            Demonstrators demonstrators,
            Network network,
            SecurityContextRepository sessions) {
        this.signIn = signIn;
        this.firstAccount = firstAccount;
        this.demonstrators = demonstrators;
        this.network = network;
        this.sessions = sessions;
    }

    @GetMapping("/access")
    Answer door(HttpServletRequest request, @RequestParam(defaultValue = "") String q) {
        return page(request, "", null, q);
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
        return switch (signIn.with(name, password, device(request))) {
            case SignIn.Outcome.Welcome(var staff) -> {
                enter(staff, request, response);
                yield new GoTo("/workbench");
            }
            case SignIn.Outcome.Wrong() -> Shown.wrong(page(request, name, "access.wrong"));
            case SignIn.Outcome.TooMany() -> Shown.wrong(page(request, name, "access.too-many"));
        };
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
            enter(staff.actingFrom(seat), request, response);
            return new GoTo("/workbench");
        }
        if (demonstrators.welcome(request)) {
            var held = demonstrators.seat(wanted);
            if (held.isPresent()) {
                enter(new Staff(null, held.get().holder().value(), seat), request, response);
                return new GoTo("/workbench");
            }
        }
        throw Refused.because("access.seat.not-yours");
    }

    @PostMapping("/access/sign-out")
    Answer signOut(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return new GoTo("/");
    }

    @GetMapping("/begin/{token}")
    Answer begin(@PathVariable String token) {
        firstAccount.guard(token);
        return new BeginPage(token, "", "", "", null, null);
    }

    @PostMapping("/begin/{token}")
    Answer begin(
            @PathVariable String token,
            FormToken form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            form.orRefuse();
            Staff staff = firstAccount.open(token, name, login, code, password);
            enter(staff, request, response);
            return new GoTo("/workbench");
        } catch (Refused refused) {
            return Shown.wrong(
                    new BeginPage(token, name, login, code, refused.key(), refused.field()));
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
                demonstrators.welcome(request),
                demonstrators.welcome(request) && sought.length() <= 40
                        ? demonstrators.offered(sought)
                        : List.of());
    }

    /**
     * A session of its own for who has just come in, so that an old one's number is worth nothing.
     */
    private void enter(Staff staff, HttpServletRequest request, HttpServletResponse response) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            request.changeSessionId();
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(staff, null, List.of()));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
    }

    private static String device(HttpServletRequest request) {
        var cookie = org.springframework.web.util.WebUtils.getCookie(request, "form");
        return cookie == null ? "none" : cookie.getValue();
    }
}
