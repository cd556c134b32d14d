package niangjia.contact.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.access.Once;
import niangjia.access.Resident;
import niangjia.access.Residents;
import niangjia.access.Whence;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.contact.queries.HerPeople;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.HerSide;
import niangjia.files.Attachments;
import niangjia.help.AskForHer;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.people.Held;
import niangjia.people.Notice;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.PageModel;
import niangjia.site.PrivateLinks;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Her side: reached by the private link, by the code, or from her account. */
@Controller
class HerController {

    private static final PrivateLinks ON_THIS_PHONE = new PrivateLinks("people");

    private final HerPages pages;
    private final HerPeople people;
    private final HerSide herSide;
    private final EndPairing endPairing;
    private final AskForHer askForHer;
    private final Residents residents;
    private final Attachments attachments;
    private final Once once;
    private final Clock clock;

    HerController(
            HerPages pages,
            HerPeople people,
            HerSide herSide,
            EndPairing endPairing,
            AskForHer askForHer,
            Residents residents,
            Attachments attachments,
            Once once,
            Clock clock) {
        this.pages = pages;
        this.people = people;
        this.herSide = herSide;
        this.endPairing = endPairing;
        this.askForHer = askForHer;
        this.residents = residents;
        this.attachments = attachments;
        this.once = once;
        this.clock = clock;
    }

    /** The private link: its secret becomes a cookie at once, and the address is clean. */
    @GetMapping("/w/{token}")
    Answer link(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (pages.byToken(token).isPresent()) {
            let(token, request, response);
        }
        return new GoTo("/my-people");
    }

    @GetMapping("/my-people")
    Answer mine(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<HerPage> all = all(request);
        return all.isEmpty()
                ? new PeopleCodePage("", null)
                : page(request, all, at(all, n), Map.of(), null);
    }

    @PostMapping("/my-people/code")
    Answer code(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String code) {
        try {
            token.orRefuse();
            HerPage page = byCode(request, code);
            let(pages.token(page), request, response);
            return new GoTo("/my-people");
        } catch (Refused refused) {
            return Shown.wrong(new PeopleCodePage(shortened(code), refused.key()));
        }
    }

    @PostMapping("/my-people")
    Answer word(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        List<HerPage> all = all(request);
        if (all.isEmpty()) {
            return new GoTo("/my-people");
        }
        int at = at(all, n);
        HerPage page = all.get(at);
        try {
            UUID sent = token.orRefuse();
            switch (act) {
                case "open" -> {
                    HerPage other = herSide.joined(page, id(typed, "other"));
                    let(pages.token(other), request, response);
                    return new GoTo("/my-people");
                }
                case "request" -> {
                    return askForHer
                            .link(
                                    new RequestId(
                                            page.province(), requestOf(page, id(typed, "visit"))))
                            .map(GoTo::new)
                            .orElseThrow(NotHere::new);
                }
                default ->
                        once.run(
                                sent,
                                () ->
                                        act.equals("join")
                                                ? Optional.of(byCode(request, code(typed)))
                                                : Optional.<HerPage>empty(),
                                other -> {
                                    does(page, act, typed, other);
                                    return act;
                                });
            }
            return new GoTo(address("/my-people", at));
        } catch (Refused refused) {
            return Shown.wrong(page(request, all, at, typed, refused));
        }
    }

    private void does(
            HerPage page, String act, Map<String, String> typed, Optional<HerPage> other) {
        switch (act) {
            case "agree" -> herSide.agrees(page);
            case "decline" -> herSide.declines(page);
            case "end" -> endPairing.hers(page, id(typed, "pairing"));
            case "add" -> {
                String visit = typed.getOrDefault("visit", "");
                herSide.adds(
                        page,
                        visit.isEmpty() ? null : ofHers(page, id(typed, "visit")),
                        typed.getOrDefault("words", ""));
            }
            case "join" -> herSide.joins(page, other.orElseThrow());
            case "part" -> herSide.parts(page, id(typed, "other"));
            default -> throw new NotHere();
        }
    }

    /** One of the visits to her. */
    private UUID ofHers(HerPage page, UUID visit) {
        return people.of(page).stream()
                .flatMap(view -> view.visits().stream())
                .map(HerPeople.Visit::id)
                .filter(visit::equals)
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    private UUID requestOf(HerPage page, UUID visit) {
        return people.of(page).stream()
                .flatMap(view -> view.visits().stream())
                .filter(one -> one.id().equals(visit))
                .map(HerPeople.Visit::request)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    /** What came with a visit to her. */
    @GetMapping("/my-people/files/{file}")
    void file(
            HttpServletRequest request,
            @PathVariable UUID file,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(required = false) @Nullable String small,
            HttpServletResponse response)
            throws IOException {
        List<HerPage> all = all(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        HerPage page = all.get(at(all, n));
        people.of(page)
                .flatMap(view -> attachments.open(Written.files(page), file, small != null))
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    /** This phone forgets her pages; link and code still open them. */
    @PostMapping("/my-people/forget")
    Answer forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ON_THIS_PHONE.forgotten());
        return new GoTo("/");
    }

    @GetMapping("/my-people/data")
    Answer data(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<HerPage> all = all(request);
        return all.isEmpty() || people.of(all.get(at(all, n))).isEmpty()
                ? new GoTo("/my-people")
                : data(all, at(all, n), Map.of(), null);
    }

    @PostMapping("/my-people/data")
    Answer change(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        List<HerPage> all = all(request);
        if (all.isEmpty() || people.of(all.get(at(all, n))).isEmpty()) {
            return new GoTo("/my-people");
        }
        int at = at(all, n);
        HerPage page = all.get(at);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "correct" -> herSide.correct(page, typed.getOrDefault("name", ""));
                            case "rest" -> herSide.letRest(page);
                            case "go-on" -> herSide.letGoOn(page);
                            case "erase" -> {
                                if (!typed.containsKey("sure")) {
                                    throw Refused.field("sure", "contact.erase.sure");
                                }
                                herSide.erase(page);
                            }
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(act.equals("erase") ? "/my-people" : address("/my-people/data", at));
        } catch (Refused refused) {
            return Shown.wrong(data(all, at, typed, refused));
        }
    }

    /** A copy in a form that other programs read. */
    @GetMapping("/my-people/data.json")
    ResponseEntity<Map<String, Object>> json(
            HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<HerPage> all = all(request);
        if (all.isEmpty() || people.of(all.get(at(all, n))).isEmpty()) {
            throw new NotHere();
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("notice", Notice.VERSION);
        told.put("at", clock.instant().toString());
        told.put(
                "held",
                herSide.see(all.get(at(all, n))).stream().map(HerController::json).toList());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("data.json").build().toString())
                .cacheControl(CacheControl.noStore())
                .body(told);
    }

    private static Map<String, Object> json(Held held) {
        Map<String, Object> values = new LinkedHashMap<>();
        held.values().forEach((column, value) -> values.put(column, value.toString()));
        return Map.of("table", held.kept().table(), "values", values);
    }

    @GetMapping("/account/people")
    Answer account(Resident resident) {
        return account(resident, "", null);
    }

    @PostMapping("/account/people")
    Answer account(
            Resident resident,
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam Map<String, String> typed) {
        try {
            token.orRefuse();
            switch (act) {
                case "gather" -> herSide.gather(resident, byCode(request, code(typed)));
                case "from-page" -> {
                    List<HerPage> all = all(request);
                    if (all.isEmpty()) {
                        return new GoTo("/my-people");
                    }
                    herSide.gather(resident, all.get(at(all, n)));
                }
                case "open" -> {
                    UUID woman = id(typed, "woman");
                    HerPage page =
                            herSide.gathered(resident).stream()
                                    .filter(one -> one.woman().equals(woman))
                                    .findFirst()
                                    .orElseThrow(NotHere::new);
                    let(pages.token(page), request, response);
                    return new GoTo("/my-people");
                }
                case "out" -> herSide.takeOut(resident, id(typed, "woman"));
                default -> throw new NotHere();
            }
            return new GoTo("/account/people");
        } catch (Refused refused) {
            return Shown.wrong(
                    account(resident, shortened(typed.getOrDefault("code", "")), refused.key()));
        }
    }

    private AccountPeoplePage account(Resident resident, String typed, @Nullable String mistake) {
        return new AccountPeoplePage(
                herSide.gathered(resident).stream()
                        .map(people::of)
                        .flatMap(Optional::stream)
                        .toList(),
                typed,
                mistake);
    }

    private PeopleDataPage data(
            List<HerPage> all, int at, Map<String, String> typed, @Nullable Refused refused) {
        HerPage page = all.get(at);
        HerPeople.View view = people.of(page).orElseThrow(NotHere::new);
        return new PeopleDataPage(
                at, view.name(), view.resting(), herSide.see(page), typed, refused);
    }

    private PageModel page(
            HttpServletRequest request,
            List<HerPage> all,
            int at,
            Map<String, String> typed,
            @Nullable Refused refused) {
        HerPage page = all.get(at);
        Optional<HerPeople.Proposal> proposal = people.proposed(page);
        if (proposal.isPresent()) {
            return new ProposalPage(proposal.get(), at, all.size() - 1, refused);
        }
        HerPeople.View view = people.of(page).orElseThrow(NotHere::new);
        Map<UUID, AskForHer.Standing> requests =
                askForHer
                        .standing(
                                page.province(),
                                view.visits().stream()
                                        .map(HerPeople.Visit::request)
                                        .filter(Objects::nonNull)
                                        .toList())
                        .stream()
                        .collect(
                                Collectors.toMap(AskForHer.Standing::request, Function.identity()));
        return new MyPeoplePage(
                view,
                requests,
                pages.code(page),
                WholeAddress.of(request, "/w/" + pages.token(page)),
                all.size() - 1,
                at,
                residents.offered(request),
                typed,
                refused);
    }

    private static String code(Map<String, String> typed) {
        return typed.getOrDefault("code", "");
    }

    private HerPage byCode(HttpServletRequest request, String code) {
        return pages.byCode(code, Whence.of(request))
                .orElseThrow(() -> Refused.field("code", "contact.code.wrong"));
    }

    private List<HerPage> all(HttpServletRequest request) {
        return ON_THIS_PHONE.tokens(request).stream()
                .map(pages::byToken)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static void let(
            String token, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ON_THIS_PHONE.with(request, token));
    }

    private static UUID id(Map<String, String> typed, String field) {
        try {
            return UUID.fromString(typed.getOrDefault(field, ""));
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
    }

    private static int at(List<HerPage> all, int n) {
        return Math.clamp(n, 0, all.size() - 1);
    }

    private static String address(String path, int at) {
        return at == 0 ? path : path + "?n=" + at;
    }

    private static String shortened(String code) {
        return code.length() > 64 ? code.substring(0, 64) : code;
    }
}
