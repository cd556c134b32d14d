package niangjia.contact.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadRelays;
import niangjia.contact.tasks.Agreed;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Relays;
import niangjia.contact.tasks.Visits;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.AskForHer;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.RequestKinds;
import niangjia.network.SeatHeld;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Links and visits (联系与走访): a member's households, one of them, going there. */
@Controller
class ContactController {

    private static final int LINES = 50;
    private static final int PROPOSED = 10;

    private final Households households;
    private final ReadRelays readRelays;
    private final Pair pair;
    private final Visits visits;
    private final EndPairing endPairing;
    private final HandOver handOver;
    private final Relays relays;
    private final HerPages pages;
    private final Agreed agreed;
    private final RequestKinds kinds;
    private final Network network;
    private final Records records;
    private final Attachments attachments;
    private final Once once;
    private final Clock clock;

    ContactController(
            Households households,
            ReadRelays readRelays,
            Pair pair,
            Visits visits,
            EndPairing endPairing,
            HandOver handOver,
            Relays relays,
            HerPages pages,
            Agreed agreed,
            RequestKinds kinds,
            Network network,
            Records records,
            Attachments attachments,
            Once once,
            Clock clock) {
        this.households = households;
        this.readRelays = readRelays;
        this.pair = pair;
        this.visits = visits;
        this.endPairing = endPairing;
        this.handOver = handOver;
        this.relays = relays;
        this.pages = pages;
        this.agreed = agreed;
        this.kinds = kinds;
        this.network = network;
        this.records = records;
        this.attachments = attachments;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/contact")
    Answer mine(Actor actor, @RequestParam(defaultValue = "") String after) {
        Scope.Branch scope = actor.scope();
        List<Households.Line> lines = households.mine(scope, new Page(after, LINES + 1));
        listed(actor);
        boolean more = lines.size() > LINES;
        List<Households.Line> shown = more ? lines.subList(0, LINES) : lines;
        long position = actor.seat().place().position();
        return new HouseholdsPage(
                network.path(actor.seat().place()),
                shown,
                more ? shown.getLast().cursor() : null,
                agreed.today(),
                households.plan(scope),
                agreed.number(Plan.WOMEN, position),
                agreed.number(Plan.VISITS, position),
                households.proposed(scope, Page.first(PROPOSED)),
                households.waiting(scope),
                readRelays.mine(scope),
                HandOver.leads(actor.seat()) ? households.toHandOver(scope).size() : 0);
    }

    @GetMapping("/contact/new")
    Answer begin(Actor actor) {
        return form(actor, Map.of(), null);
    }

    @PostMapping("/contact/new")
    Answer begin(
            Actor actor,
            HttpServletRequest request,
            FormToken token,
            @RequestParam Map<String, String> typed) {
        try {
            HerPage her = page(once.run(token.orRefuse(), () -> word(begun(actor, typed).page())));
            return slip(actor, request, her);
        } catch (Refused refused) {
            return Shown.wrong(form(actor, typed, refused));
        }
    }

    private Pair.Begun begun(Actor actor, Map<String, String> typed) {
        Scope.Branch scope = actor.scope();
        String act = typed.getOrDefault("act", "aloud");
        if (act.equals("code")) {
            consent(typed);
            return pair.byCode(scope, typed.getOrDefault("code", ""));
        }
        var wanted =
                new Pair.Wanted(
                        typed.getOrDefault("name", ""),
                        typed.getOrDefault("kind", "").equals("household"),
                        unit(typed.getOrDefault("place", "")));
        if (act.equals("propose")) {
            return pair.propose(scope, wanted);
        }
        consent(typed);
        return pair.aloud(scope, wanted);
    }

    private static void consent(Map<String, String> typed) {
        if (!typed.containsKey("consent")) {
            throw Refused.field("consent", "contact.pair.consent");
        }
    }

    private PairPage form(Actor actor, Map<String, String> typed, @Nullable Refused refused) {
        List<Place> places = new ArrayList<>(List.of(actor.seat().place()));
        places.addAll(network.below(actor.seat().place()));
        return new PairPage(network.path(actor.seat().place()), places, typed, refused);
    }

    private SlipPage slip(Actor actor, HttpServletRequest request, HerPage her) {
        return new SlipPage(
                network.path(actor.seat().place()),
                pages.code(her),
                WholeAddress.of(request, "/w/" + pages.token(her)));
    }

    @GetMapping("/contact/proposed")
    Answer proposed(Actor actor, @RequestParam(defaultValue = "") String after) {
        List<Households.Proposed> lines =
                households.proposed(actor.scope(), new Page(after, LINES + 1));
        listed(actor);
        boolean more = lines.size() > LINES;
        List<Households.Proposed> shown = more ? lines.subList(0, LINES) : lines;
        return new ProposedPage(
                network.path(actor.seat().place()),
                shown,
                more ? shown.getLast().cursor() : null,
                null);
    }

    @PostMapping("/contact/proposed/{id}")
    Answer proposed(
            Actor actor,
            HttpServletRequest request,
            FormToken token,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String act) {
        Scope.Branch scope = actor.scope();
        HerPage her = households.proposal(scope, id).orElseThrow(NotHere::new);
        try {
            UUID sent = token.orRefuse();
            switch (act) {
                case "slip" -> {
                    return slip(actor, request, her);
                }
                case "heard" -> {
                    String became =
                            once.run(sent, () -> String.valueOf(pair.heard(scope, her).pairing()));
                    return new GoTo("/contact/" + became);
                }
                case "take-back" -> {
                    once.run(
                            sent,
                            () -> {
                                pair.takeBack(scope, her);
                                return act;
                            });
                    return new GoTo("/contact/proposed");
                }
                default -> throw new NotHere();
            }
        } catch (Refused refused) {
            return Shown.wrong(
                    new ProposedPage(
                            network.path(actor.seat().place()),
                            households.proposed(scope, Page.first(LINES)),
                            null,
                            refused));
        }
    }

    @GetMapping("/contact/{pairing:[0-9a-fA-F-]{36}}")
    Answer one(
            Actor actor, @PathVariable UUID pairing, @RequestParam(defaultValue = "") String done) {
        return household(actor, pairing, Map.of("done", done), null, null);
    }

    @PostMapping("/contact/{pairing:[0-9a-fA-F-]{36}}")
    Answer act(
            Actor actor,
            HttpServletRequest request,
            FormToken token,
            @PathVariable UUID pairing,
            @RequestParam(defaultValue = "visit") String act,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> handedIn) {
        Households.Opened opened =
                households.open(actor.scope(), pairing).orElseThrow(NotHere::new);
        SeatHeld seat = actor.seat();
        try {
            UUID sent = token.orRefuse();
            switch (act) {
                case "visit" -> {
                    String code =
                            once.run(
                                    sent,
                                    () -> attachments.prepare(handedIn, request),
                                    (List<Prepared> files) -> {
                                        Visits.Kept kept =
                                                visits.made(
                                                        seat,
                                                        made(sent, pairing, typed),
                                                        files,
                                                        Door.PAGE);
                                        return kept.asked() == null
                                                ? "visited"
                                                : kept.asked().code();
                                    });
                    return done(actor, pairing, code);
                }
                case "request" -> {
                    String code =
                            once.run(
                                    sent,
                                    () ->
                                            visits.becomesRequest(
                                                            seat,
                                                            id(typed, "visit"),
                                                            some(typed, "need"),
                                                            typed.containsKey("agrees"),
                                                            safely(typed))
                                                    .code());
                    return done(actor, pairing, code);
                }
                case "correct" -> {
                    Visits.Corrected corrected =
                            visits.correct(
                                    seat,
                                    sent,
                                    id(typed, "visit"),
                                    number(typed),
                                    found(typed),
                                    typed.getOrDefault("words", ""),
                                    clock.instant(),
                                    Door.PAGE);
                    return new GoTo(
                            corrected instanceof Visits.Corrected.Both(_, var conflict)
                                    ? "/contact/choices/" + conflict
                                    : "/contact/" + pairing);
                }
                case "end" -> {
                    once.run(
                            sent,
                            () -> {
                                endPairing.seats(
                                        actor.scope(), pairing, typed.getOrDefault("words", ""));
                                return act;
                            });
                    return new GoTo("/contact");
                }
                case "slip" -> {
                    HerPage her =
                            page(
                                    once.run(
                                            sent,
                                            () -> word(pair.anotherLink(actor.scope(), pairing))));
                    return slip(actor, request, her);
                }
                case "relay" -> {
                    String relay =
                            once.run(
                                    sent,
                                    () ->
                                            relays.begin(
                                                            seat,
                                                            pairing,
                                                            typed.getOrDefault("kind", ""),
                                                            typed.getOrDefault("words", ""))
                                                    .toString());
                    return new GoTo("/contact/relays/" + relay);
                }
                default -> throw new NotHere();
            }
        } catch (Refused refused) {
            return Shown.wrong(page(actor, opened, typed, refused, null));
        }
    }

    /** What came with a visit, for who holds the pairing; that she opened the page is told. */
    @GetMapping("/contact/{pairing:[0-9a-fA-F-]{36}}/files/{file}")
    void file(
            Actor actor,
            @PathVariable UUID pairing,
            @PathVariable UUID file,
            @RequestParam(required = false) @Nullable String small,
            HttpServletResponse response)
            throws IOException {
        HerPage page =
                households
                        .open(actor.scope(), pairing)
                        .filter(opened -> opened.shows(file))
                        .map(Households.Opened::page)
                        .orElseThrow(NotHere::new);
        records.enterPart(opening(actor, page));
        attachments
                .open(Written.files(page), file, small != null)
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    /** The household again; where something became a request, her receipt to be read to her. */
    private Answer done(Actor actor, UUID pairing, String code) {
        return code.equals("visited")
                ? new GoTo("/contact/" + pairing + "?done=visited")
                : household(actor, pairing, Map.of(), null, code);
    }

    private Visits.Made made(UUID sent, UUID pairing, Map<String, String> typed) {
        return new Visits.Made(
                sent,
                pairing,
                clock.instant(),
                found(typed),
                typed.getOrDefault("words", ""),
                some(typed, "need"),
                typed.containsKey("agrees"),
                safely(typed),
                next(typed));
    }

    private static AskForHer.Safely safely(Map<String, String> typed) {
        return new AskForHer.Safely(
                some(typed, "contact"), some(typed, "safe"), some(typed, "notBy"));
    }

    private @Nullable LocalDate next(Map<String, String> typed) {
        String day = some(typed, "next");
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("next", "contact.visit.next-day");
        }
    }

    private static Found found(Map<String, String> typed) {
        return Found.of(typed.getOrDefault("found", ""))
                .orElseThrow(() -> Refused.field("found", "contact.visit.found"));
    }

    private static int number(Map<String, String> typed) {
        try {
            return Integer.parseInt(typed.getOrDefault("version", ""));
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    private static UUID id(Map<String, String> typed, String field) {
        try {
            return UUID.fromString(typed.getOrDefault(field, ""));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.because("contact.refused.not-there");
        }
    }

    private static @Nullable String some(Map<String, String> typed, String field) {
        String said = typed.getOrDefault(field, "").strip();
        return said.isEmpty() ? null : said;
    }

    private static UnitId unit(String typed) {
        try {
            return UnitId.of(typed);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("place", "contact.pair.place");
        }
    }

    private HouseholdPage household(
            Actor actor,
            UUID pairing,
            Map<String, String> typed,
            @Nullable Refused refused,
            @Nullable String code) {
        Households.Opened opened =
                households.open(actor.scope(), pairing).orElseThrow(NotHere::new);
        return page(actor, opened, typed, refused, code);
    }

    private Entry opening(Actor actor, HerPage page) {
        return new Entry(
                page.province(),
                clock.instant(),
                "contact.opened",
                Door.PAGE,
                actor.seat().seat(),
                actor.seat().holder(),
                actor.seat().place().id(),
                page.woman(),
                false,
                null);
    }

    /** That she looked stands on the woman's page. */
    private HouseholdPage page(
            Actor actor,
            Households.Opened opened,
            Map<String, String> typed,
            @Nullable Refused refused,
            @Nullable String code) {
        records.enter(opening(actor, opened.page()));
        return new HouseholdPage(
                network.path(actor.seat().place()),
                opened,
                agreed.today(),
                kinds.words(),
                typed,
                refused,
                code);
    }

    @GetMapping("/contact/choices/{conflict}")
    Answer choices(Actor actor, @PathVariable UUID conflict) {
        return new ChoicePage(
                network.path(actor.seat().place()),
                households.twoValues(actor.scope(), conflict).orElseThrow(NotHere::new),
                null);
    }

    @PostMapping("/contact/choices/{conflict}")
    Answer choose(
            Actor actor,
            FormToken token,
            @PathVariable UUID conflict,
            @RequestParam(defaultValue = "") String choice) {
        Households.TwoValues two =
                households.twoValues(actor.scope(), conflict).orElseThrow(NotHere::new);
        try {
            UUID sent = token.orRefuse();
            if (!choice.equals("first") && !choice.equals("second")) {
                throw Refused.field("choice", "contact.conflict.choose");
            }
            once.run(
                    sent,
                    () -> {
                        visits.choose(actor.seat(), conflict, choice.equals("second"));
                        return choice;
                    });
            return new GoTo("/contact");
        } catch (Refused refused) {
            return Shown.wrong(new ChoicePage(network.path(actor.seat().place()), two, refused));
        }
    }

    @GetMapping("/contact/hand-over")
    Answer handOver(Actor actor) {
        return handOver(actor, null);
    }

    private HandOverPage handOver(Actor actor, @Nullable Refused refused) {
        Scope.Branch scope = actor.scope();
        boolean leads = HandOver.leads(actor.seat());
        SeatId own = actor.seat().seat();
        return new HandOverPage(
                network.path(actor.seat().place()),
                households.toHandOver(scope).stream()
                        .filter(waiting -> leads || waiting.seat().equals(own))
                        .toList(),
                households.takers(scope),
                own,
                refused);
    }

    @PostMapping("/contact/hand-over")
    Answer handOver(
            Actor actor,
            FormToken token,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") List<String> to) {
        try {
            UUID sent = token.orRefuse();
            once.run(
                    sent,
                    () ->
                            String.valueOf(
                                    handOver.all(
                                            actor.seat(),
                                            seat("from", from),
                                            to.stream().map(one -> seat("to", one)).toList())));
            return new GoTo("/contact/hand-over");
        } catch (Refused refused) {
            return Shown.wrong(handOver(actor, refused));
        }
    }

    private static SeatId seat(String field, String typed) {
        try {
            return SeatId.of(typed);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field(field, "contact.hand." + field);
        }
    }

    @GetMapping("/contact/relays/{relay}")
    Answer relay(Actor actor, @PathVariable UUID relay) {
        return relay(actor, relay, Map.of(), null);
    }

    private RelayPage relay(
            Actor actor, UUID relay, Map<String, String> typed, @Nullable Refused refused) {
        ReadRelays.Opened opened = readRelays.open(actor.scope(), relay).orElseThrow(NotHere::new);
        records.enter(opening(actor, opened.page()));
        return new RelayPage(
                network.path(actor.seat().place()),
                opened,
                opened.mine() ? readRelays.next(actor.scope()) : List.of(),
                typed,
                refused);
    }

    @PostMapping("/contact/relays/{relay}")
    Answer relay(
            Actor actor,
            FormToken token,
            @PathVariable UUID relay,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        if (readRelays.open(actor.scope(), relay).isEmpty()) {
            throw new NotHere();
        }
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "offer" ->
                                    relays.offer(
                                            actor.seat(),
                                            relay,
                                            next(typed.getOrDefault("next", ""), "next"),
                                            typed.getOrDefault("words", ""));
                            case "accept" -> relays.accept(actor.seat(), relay);
                            case "decline" -> relays.decline(actor.seat(), relay);
                            case "end" -> relays.end(actor.seat(), relay);
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            boolean stillHers = readRelays.open(actor.scope(), relay).isPresent();
            return new GoTo(stillHers ? "/contact/relays/" + relay : "/contact");
        } catch (Refused refused) {
            return Shown.wrong(relay(actor, relay, typed, refused));
        }
    }

    private static SeatId next(String typed, String field) {
        try {
            return SeatId.of(typed);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field(field, "contact.relay.next.nobody");
        }
    }

    private void listed(Actor actor) {
        records.enterListing(actor.scope(), "contact.listed", clock.instant());
    }

    /** A page's word in what is kept of a form that was sent. */
    private static String word(HerPage page) {
        return page.province().number() + "/" + page.woman();
    }

    private static HerPage page(String word) {
        String[] parts = word.split("/", 2);
        return new HerPage(new Province(Short.parseShort(parts[0])), UUID.fromString(parts[1]));
    }
}
