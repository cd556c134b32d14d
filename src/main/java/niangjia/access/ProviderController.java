package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import niangjia.access.Provider.Identity;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** Asks its holder, who has proved herself freshly, whether an account there is hers. */
@Controller
class ProviderController {

    private final Provider provider;
    private final SignIns signIns;
    private final TransactionOperations together;
    private final Clock clock;

    ProviderController(
            Provider provider, SignIns signIns, TransactionOperations together, Clock clock) {
        this.provider = provider;
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
                provider.link(staff.accountOrRefuse(), wanted);
                signIns.log(staff, "access.provider-linked");
            });
        } catch (Refused refused) {
            return Shown.wrong(new ProviderPage(name, null, refused.key()));
        }
        request.getSession().removeAttribute(ProviderBeans.WANTED);
        return new GoTo("/access/ways");
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
