package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The ways in that somebody has: passkeys, an app's codes, codes written down, open sessions. */
@Controller
class WaysController {

    private final SecondFactor second;
    private final LastWay lastWay;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final SignIn signIn;
    private final Records records;
    private final Clock clock;

    WaysController(
            SecondFactor second,
            LastWay lastWay,
            Passkeys passkeys,
            Sessions sessions,
            SignIn signIn,
            Records records,
            Clock clock) {
        this.second = second;
        this.lastWay = lastWay;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.signIn = signIn;
        this.records = records;
        this.clock = clock;
    }

    @Bean
    static MenuEntry waysEntry() {
        return MenuEntry.of(90, Group.WORK, "access.ways.menu", "/access/ways")
                .onlyIf(request -> Door.staff().filter(s -> !s.demonstration()).isPresent());
    }

    @GetMapping("/access/ways")
    Answer ways(HttpServletRequest request) {
        Staff staff = owner();
        return page(staff, request, List.of(), null);
    }

    @PostMapping("/access/ways/app")
    Answer app(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String code) {
        Staff staff = changes();
        UUID account = staff.accountOrRefuse();
        try {
            token.orRefuse();
            second.confirm(account, code);
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        enter(staff, "access.app-added", request, response);
        return page(owner(), request, second.writeDown(account), null);
    }

    @PostMapping("/access/ways/passkey")
    Answer passkey(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(name = FormToken.FIELD, defaultValue = "") String form,
            @RequestParam(defaultValue = "") String passkey) {
        Staff staff = changes();
        UUID account = staff.accountOrRefuse();
        try {
            token.orRefuse();
            passkeys.add(
                    account,
                    Sessions.device(request.getHeader("User-Agent")),
                    passkey,
                    form,
                    request);
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        enter(staff, "access.passkey-added", request, response);
        return second.codesLeft(account) > 0
                ? new GoTo("/access/ways")
                : page(owner(), request, second.writeDown(account), null);
    }

    @PostMapping("/access/ways/codes")
    Answer codes(HttpServletRequest request, FormToken token) {
        Staff staff = changes();
        token.orRefuse();
        if (!staff.known()) {
            // With the password alone, codes written down would be a second factor made of the
            // first.
            throw new NobodySignedIn();
        }
        log(staff, "access.codes-written");
        return page(staff, request, second.writeDown(staff.accountOrRefuse()), null);
    }

    @PostMapping("/access/ways/remove")
    Answer remove(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "") String passkey) {
        Staff staff = changes();
        UUID account = staff.accountOrRefuse();
        token.orRefuse();
        try {
            lastWay.keptWhile(
                    account,
                    () -> {
                        if (passkey.isEmpty()) {
                            second.removeApp(account);
                        } else {
                            passkeys.remove(account, passkey);
                        }
                        log(staff, "access.way-removed");
                    });
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        return new GoTo("/access/ways");
    }

    @PostMapping("/access/ways/end")
    Answer end(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "") String session) {
        Staff staff = owner();
        token.orRefuse();
        if (session.isEmpty()) {
            sessions.endOthers(staff.person(), request);
        } else {
            sessions.end(staff.person(), session);
        }
        log(staff, "access.session-ended");
        return new GoTo("/access/ways");
    }

    /** The first factor that is set up opens the door for good; later ones need it open. */
    private void enter(
            Staff staff, String act, HttpServletRequest request, HttpServletResponse response) {
        sessions.enter(staff.provedAt(clock.instant()), request, response);
        sessions.trust(request, response, signIn.login(staff.accountOrRefuse()));
        log(staff, act);
    }

    private void log(Staff staff, String act) {
        records.enter(
                new Entry(
                        Province.NATION,
                        clock.instant(),
                        act,
                        Entry.Door.PAGE,
                        staff.seat() == null ? null : new SeatId(staff.seat()),
                        new PersonId(staff.person()),
                        null,
                        null,
                        false,
                        null));
    }

    /**
     * Whose ways they are: somebody wholly in, or with the password only as long as there is no
     * second factor to ask for.
     */
    private Staff owner() {
        Staff staff = Door.staff().orElseThrow(NobodySignedIn::new);
        UUID account = staff.accountOrRefuse();
        if (!staff.known() && (second.hasApp(account) || !passkeys.of(account).isEmpty())) {
            throw new NobodySignedIn();
        }
        return staff;
    }

    /** Who found a phone open does not make a way in of her own. */
    private Staff changes() {
        Staff staff = owner();
        if (staff.known() && !staff.fresh(clock.instant())) {
            throw new ProofIsOld("/access/ways");
        }
        return staff;
    }

    private WaysPage page(
            Staff staff, HttpServletRequest request, List<String> codes, @Nullable String mistake) {
        UUID account = staff.accountOrRefuse();
        boolean app = second.hasApp(account);
        return new WaysPage(
                staff.known(),
                signIn.login(account),
                Passkeys.handle(account),
                passkeys.host(),
                passkeys.of(account),
                app,
                app || staff.known() && !staff.fresh(clock.instant())
                        ? null
                        : second.offer(account),
                second.codesLeft(account),
                codes,
                sessions.of(staff.person(), request),
                mistake);
    }
}
