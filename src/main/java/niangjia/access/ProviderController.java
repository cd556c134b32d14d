package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import niangjia.access.Provider.Identity;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Asks its holder, who has proved herself freshly, whether an account there is hers. */
@Controller
class ProviderController {

    /** Where the provider tells; no browser sends it, see {@code OwnForms}. */
    static final String SIGNED_OUT = "/access/provider/signed-out";

    /** Refused ones from one address within the hour; a provider sends none. */
    private static final int REFUSED = 60;

    private final Provider provider;
    private final ObjectProvider<LogoutTokens> logoutTokens;
    private final Sessions sessions;
    private final Attempts attempts;
    private final SignIns signIns;
    private final TransactionOperations together;
    private final Clock clock;

    ProviderController(
            Provider provider,
            ObjectProvider<LogoutTokens> logoutTokens,
            Sessions sessions,
            Attempts attempts,
            SignIns signIns,
            TransactionOperations together,
            Clock clock) {
        this.provider = provider;
        this.logoutTokens = logoutTokens;
        this.sessions = sessions;
        this.attempts = attempts;
        this.signIns = signIns;
        this.together = together;
        this.clock = clock;
    }

    @GetMapping("/access/provider")
    Answer ask(HttpServletRequest request) {
        String name = named();
        holder();
        Identity wanted = wanted(request);
        return wanted == null
                ? Shown.wrong(new ProviderPage(name, null, "access.provider.gone"))
                : new ProviderPage(name, wanted.subject(), null);
    }

    @PostMapping("/access/provider")
    Answer link(HttpServletRequest request, FormToken token) {
        String name = named();
        Staff staff = holder();
        Identity wanted = wanted(request);
        try {
            token.orRefuse();
            if (wanted == null) {
                throw Refused.because("access.provider.gone");
            }
            together.executeWithoutResult(status -> {
                provider.link(staff.accountOrRefuse(), wanted, false);
                signIns.log(staff, "access.provider-linked");
            });
        } catch (Refused refused) {
            return Shown.wrong(new ProviderPage(name, null, refused.key()));
        }
        request.getSession().removeAttribute(ProviderBeans.WANTED);
        return new GoTo("/access/ways");
    }

    /**
     * The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0):
     * what it opened for her ends here. Whatever is wrong is answered alike and without a word.
     */
    @PostMapping(SIGNED_OUT)
    ResponseEntity<Void> signedOut(
            HttpServletRequest request,
            @RequestParam(name = "logout_token", defaultValue = "") String sent) {
        LogoutTokens tokens = logoutTokens.getIfAvailable();
        if (tokens == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        String address = EnoughForAnHour.address(request);
        Map<String, Integer> limits =
                address == null ? Map.of() : Map.of("signed out there " + address, REFUSED);
        if (!limits.isEmpty() && !attempts.take(limits)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();
        }
        Optional<OidcLogoutToken> token = tokens.read(sent);
        if (token.isEmpty()) {
            return ResponseEntity.badRequest().build();
        }
        attempts.wasRight(limits.keySet());
        together.executeWithoutResult(status ->
                sessions.signedOut(
                                String.valueOf(token.get().getIssuer()),
                                token.get().getSubject(),
                                token.get().getSessionId())
                        .forEach(person -> signIns.log(person, null, "access.signed-out-there")));
        return ResponseEntity.ok().build();
    }

    private String named() {
        String name = provider.name();
        if (name == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return name;
    }

    /** Wholly in, and proved a short while ago: a phone found open links nobody. */
    private Staff holder() {
        Staff staff = Door.staff().filter(Staff::known).orElseThrow(NobodySignedIn::new);
        staff.accountOrRefuse();
        if (!staff.fresh(clock.instant())) {
            throw new ProofIsOld("/access/provider");
        }
        return staff;
    }

    private static @Nullable Identity wanted(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(ProviderBeans.WANTED) instanceof String[] wanted
                        && wanted.length == 2
                ? new Identity(wanted[0], wanted[1])
                : null;
    }
}
