package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.access.KnownDevices.Part;
import niangjia.network.Network;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
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
    private final KnownDevices devices;
    private final SignIns signIns;
    private final Provider provider;
    private final Network network;
    private final TransactionOperations together;
    private final Clock clock;

    WaysController(
            SecondFactor second,
            LastWay lastWay,
            Passkeys passkeys,
            Sessions sessions,
            SignIn signIn,
            KnownDevices devices,
            SignIns signIns,
            Provider provider,
            Network network,
            TransactionOperations together,
            Clock clock) {
        this.second = second;
        this.lastWay = lastWay;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.signIn = signIn;
        this.devices = devices;
        this.signIns = signIns;
        this.provider = provider;
        this.network = network;
        this.together = together;
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
            second.confirm(account, code, () -> signIns.log(staff, "access.app-added"));
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        enter(staff, request, response);
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
                    request,
                    () -> signIns.log(staff, "access.passkey-added"));
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        enter(staff, request, response);
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
        List<String> codes =
                together.execute(status -> {
                    signIns.log(staff, "access.codes-written");
                    return second.writeDown(staff.accountOrRefuse());
                });
        return page(staff, request, Objects.requireNonNull(codes), null);
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
                        signIns.log(staff, "access.way-removed");
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
        together.executeWithoutResult(status -> {
            if (session.isEmpty()) {
                sessions.endOthers(staff.person(), request);
            } else {
                sessions.end(staff.person(), session);
            }
            signIns.log(staff, "access.session-ended");
        });
        return new GoTo("/access/ways");
    }

    /** The first factor that is set up opens the door for good; later ones need it open. */
    private void enter(Staff staff, HttpServletRequest request, HttpServletResponse response) {
        sessions.enter(staff.provedAt(clock.instant()), request, response);
        devices.remember(request, response, Part.STAFF, signIn.login(staff.accountOrRefuse()));
    }

    /** Her own wish, with the old one in hand; all other sessions end. */
    @PostMapping("/access/ways/password")
    Answer password(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password) {
        Staff staff = changes();
        if (!staff.known()) {
            throw new NobodySignedIn();
        }
        UUID account = staff.accountOrRefuse();
        try {
            token.orRefuse();
            Staff changed =
                    signIn.change(
                            account,
                            old,
                            password,
                            devices.from(request, signIn.login(account)),
                            () -> {
                                sessions.endOthers(staff.person(), request);
                                signIns.log(staff, "access.password-changed");
                            });
            sessions.enter(staff.standing(changed), request, response);
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key(), refused.field()));
        }
        return new GoTo("/access/ways");
    }

    /** What is kept of her account, in a form that other programs read. */
    @GetMapping("/access/ways/data.json")
    ResponseEntity<Map<String, Object>> data(HttpServletRequest request) {
        Staff staff = changes();
        if (!staff.known()) {
            throw new NobodySignedIn();
        }
        WaysPage page = page(staff, request, List.of(), null);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", clock.instant().toString());
        told.put("login", page.login());
        told.put("openedAt", signIn.openedAt(staff.accountOrRefuse()).toString());
        told.put("authenticatorApp", page.app());
        told.put("codesLeft", page.codesLeft());
        told.put(
                "passkeys",
                page.passkeys().stream()
                        .map(key -> Map.of("label", key.label(), "madeAt", key.madeAt().toString()))
                        .toList());
        told.put(
                "provider",
                provider.identities(staff.accountOrRefuse()).stream()
                        .map(i -> Map.of("issuer", i.issuer(), "subject", i.subject()))
                        .toList());
        told.put(
                "sessions",
                page.sessions().stream()
                        .map(open ->
                                Map.of(
                                        "device", open.device(),
                                        "since", open.since().toString(),
                                        "used", open.used().toString()))
                        .toList());
        told.put(
                "atTheDoor",
                page.signIns().stream()
                        .map(line -> Map.of("at", line.at().toString(), "act", line.act()))
                        .toList());
        told.put(
                "seats",
                network.seatsOf(new PersonId(staff.person())).stream()
                        .map(seat ->
                                Map.of(
                                        "post", seat.post(),
                                        "place", seat.place().name(),
                                        "knownAs", seat.knownAs()))
                        .toList());
        signIns.log(staff, "access.data-taken");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("data.json").build().toString())
                .cacheControl(CacheControl.noStore())
                .body(told);
    }

    @PostMapping("/access/ways/provider")
    Answer withoutProvider(HttpServletRequest request, FormToken token) {
        Staff staff = changes();
        token.orRefuse();
        UUID account = staff.accountOrRefuse();
        try {
            lastWay.keptWhile(
                    account,
                    () -> {
                        provider.unlink(account);
                        signIns.log(staff, "access.provider-unlinked");
                    });
        } catch (Refused refused) {
            return Shown.wrong(page(staff, request, List.of(), refused.key()));
        }
        return new GoTo("/access/ways");
    }

    /**
     * Whose ways they are: somebody wholly in, or with the password only as long as there is no
     * second factor to ask for.
     */
    private Staff owner() {
        Staff staff = Door.staff().orElseThrow(NobodySignedIn::new);
        UUID account = staff.accountOrRefuse();
        if (!staff.known() && (second.hasApp(account) || !passkeys.of(account).isEmpty())
                || !staff.known() && provider.vouchesTwice(account)) {
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
        return page(staff, request, codes, mistake, null);
    }

    private WaysPage page(
            Staff staff,
            HttpServletRequest request,
            List<String> codes,
            @Nullable String mistake,
            @Nullable String wrong) {
        UUID account = staff.accountOrRefuse();
        boolean app = second.hasApp(account);
        return new WaysPage(
                staff.known(),
                signIn.hasPassword(account),
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
                signIns.of(staff.person()).stream()
                        .map(line -> new WaysPage.SignIn(line.at(), line.act()))
                        .toList(),
                provider.name(),
                !provider.identities(account).isEmpty(),
                wrong,
                mistake);
    }
}
