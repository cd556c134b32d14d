package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.access.KnownDevices.Part;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.ErrorPage.Field;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second factor: after the password, and again before something sealed. */
@Controller
class SecondController {

    private final SecondFactor second;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final SignIn signIn;
    private final KnownDevices devices;
    private final SignIns signIns;
    private final Provider provider;
    private final Once once;
    private final Clock clock;

    SecondController(
            SecondFactor second,
            Passkeys passkeys,
            Sessions sessions,
            SignIn signIn,
            KnownDevices devices,
            SignIns signIns,
            Provider provider,
            Once once,
            Clock clock) {
        this.second = second;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.signIn = signIn;
        this.devices = devices;
        this.signIns = signIns;
        this.provider = provider;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/access/second")
    Answer second(@RequestParam(defaultValue = "") String to) {
        Staff staff = Door.staff().orElseThrow(NobodySignedIn::new);
        UUID account = staff.accountOrRefuse();
        if (!second.hasApp(account) && passkeys.of(account).isEmpty() && there(staff) == null) {
            return new GoTo("/access/ways");
        }
        return page(staff, to, List.of(), null);
    }

    /** Before something sealed is done: what she sent waits until she has proved who she is. */
    Answer asks(String to, List<Field> sent) {
        return Shown.wrong(page(Door.staff().orElseThrow(NobodySignedIn::new), to, sent, null));
    }

    @PostMapping("/access/second")
    Answer proves(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(name = FormToken.FIELD, defaultValue = "") String form,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String passkey,
            @RequestParam(defaultValue = "") String to) {
        Staff staff = Door.staff().orElseThrow(NobodySignedIn::new);
        UUID account = staff.accountOrRefuse();
        List<Field> sent = SecondPage.sentIn(request.getParameterMap());
        try {
            token.orRefuse();
            boolean right =
                    passkey.isEmpty()
                            ? second.proves(account, code, known(request, account))
                            : passkeys.proves(passkey, form, request)
                                            .filter(her -> account.equals(her.account()))
                                            .isPresent()
                                    && once.isFirst(token.orRefuse());
            if (!right) {
                signIns.log(staff, "access.second-failed");
                return Shown.wrong(
                        page(
                                staff,
                                to,
                                sent,
                                passkey.isEmpty() ? "access.code.wrong" : "access.passkey.wrong"));
            }
        } catch (Refused refused) {
            return Shown.wrong(page(staff, to, sent, refused.key()));
        }
        sessions.enter(staff.provedAt(clock.instant()), request, response);
        devices.remember(request, response, Part.STAFF, signIn.login(account));
        signIns.log(staff, staff.known() ? "access.second-proved" : "access.signed-in");
        GoTo wished = GoTo.wished(to, "/workbench");
        return sent.isEmpty() ? wished : new SendOnPage(wished.path(), sent);
    }

    private @Nullable String known(HttpServletRequest request, UUID account) {
        return devices.knows(request, Part.STAFF, signIn.login(account))
                ? KnownDevices.device(request, Part.STAFF, true)
                : null;
    }

    /** Who is in may prove herself again where she proves herself otherwise. */
    private @Nullable String there(Staff staff) {
        return staff.known() && !provider.identities(staff.accountOrRefuse()).isEmpty()
                ? provider.name()
                : null;
    }

    private SecondPage page(Staff staff, String to, List<Field> sent, @Nullable String mistake) {
        UUID account = staff.accountOrRefuse();
        return new SecondPage(
                to,
                sent,
                staff.known(),
                second.hasApp(account),
                !passkeys.of(account).isEmpty(),
                there(staff),
                passkeys.host(),
                mistake);
    }
}
