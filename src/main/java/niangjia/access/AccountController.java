package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import niangjia.messages.Telephones;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A woman's way into her account, out of it, and its end. */
@Controller
class AccountController {

    private final Residents residents;
    private final Telephones telephones;
    private final Demonstrators demonstrators;
    private final Once once;

    AccountController(
            Residents residents, Telephones telephones, Demonstrators demonstrators, Once once) {
        this.residents = residents;
        this.telephones = telephones;
        this.demonstrators = demonstrators;
        this.once = once;
    }

    @GetMapping("/account/in")
    Answer in(HttpServletRequest request) {
        offered(request);
        return residents.of(request).isPresent()
                ? new GoTo("/account")
                : page(request, "", "", false, null);
    }

    @PostMapping("/account/in")
    Answer ask(
            HttpServletRequest request,
            Locale language,
            FormToken token,
            @RequestParam(defaultValue = "") String telephone) {
        offered(request);
        try {
            once.run(
                    token.orRefuse(),
                    () -> residents.asks(telephone, request),
                    asked -> {
                        residents.send(asked, request, language);
                        return "asked";
                    });
            return page(request, telephone, "", true, null);
        } catch (Refused refused) {
            return Shown.wrong(page(request, telephone, "", false, refused));
        }
    }

    @PostMapping("/account/code")
    Answer code(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String telephone,
            @RequestParam(defaultValue = "") String code) {
        offered(request);
        try {
            token.orRefuse();
            residents.comeIn(telephone, code, request, response);
            return new GoTo("/account");
        } catch (Refused refused) {
            return Shown.wrong(page(request, telephone, code, true, refused));
        }
    }

    @PostMapping("/account/out")
    Answer out(HttpServletRequest request, HttpServletResponse response, FormToken token) {
        token.orRefuse();
        residents.leave(request, response);
        return new GoTo("/");
    }

    @GetMapping("/account/sessions")
    Answer sessions(Resident her, HttpServletRequest request) {
        return itself(her, request, null);
    }

    @PostMapping("/account/sessions")
    Answer endAll(
            Resident her,
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token) {
        token.orRefuse();
        residents.leaveEverywhere(her, request, response);
        return new GoTo("/account/in");
    }

    @PostMapping("/account/delete")
    Answer delete(
            Resident her,
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(required = false) @Nullable String sure) {
        token.orRefuse();
        if (sure == null) {
            return Shown.wrong(itself(her, request, "access.account.delete.sure.first"));
        }
        residents.delete(her, request, response);
        return new GoTo("/");
    }

    /** Only the demonstration has it: elsewhere there is no such page. */
    @GetMapping("/account/outbox")
    Answer outbox(HttpServletRequest request) {
        if (!demonstrators.welcome(request)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new OutboxPage(telephones.outbox());
    }

    private AccountSessionsPage itself(
            Resident her, HttpServletRequest request, @Nullable String mistake) {
        return new AccountSessionsPage(
                residents.facts(her),
                residents.sessions(her, request).stream()
                        .map(s -> new AccountSessionsPage.Open(s.device(), s.used(), s.here()))
                        .toList(),
                mistake);
    }

    private void offered(HttpServletRequest request) {
        if (!residents.offered(request)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private AccountInPage page(
            HttpServletRequest request,
            String telephone,
            String code,
            boolean asked,
            @Nullable Refused refused) {
        return new AccountInPage(
                telephone,
                code,
                asked,
                !telephones.reached() && demonstrators.welcome(request),
                refused == null ? null : refused.key(),
                refused == null ? null : refused.field());
    }
}
