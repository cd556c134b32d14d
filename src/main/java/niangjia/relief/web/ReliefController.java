package niangjia.relief.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.files.Attachments;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.records.Entry.Door;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Written;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.tasks.Alarms;
import niangjia.relief.tasks.PledgeLinks;
import niangjia.relief.tasks.Pledges;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.Enough;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.QrSquares;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What everybody sees of relief, and the way to a pledge. */
@Controller
class ReliefController {

    private static final int CARDS = 24;
    private static final int LEDGER = 8;
    private static final int LINES = 100;

    private final ReadRelief relief;
    private final Pledges pledges;
    private final PledgeLinks links;
    private final Alarms alarms;
    private final Network network;
    private final Attachments attachments;
    private final Once once;
    private final Enough enough;
    private final Clock clock;

    /** What a rush asks for with every page and what hardly changes; so old is new enough. */
    private final Cache<UnitId, List<Place>> paths = aWhile();

    private final Cache<UnitId, ReadRelief.Past> pasts = aWhile();

    ReliefController(
            ReadRelief relief,
            Pledges pledges,
            PledgeLinks links,
            Alarms alarms,
            Network network,
            Attachments attachments,
            Once once,
            Enough enough,
            Clock clock) {
        this.relief = relief;
        this.pledges = pledges;
        this.links = links;
        this.alarms = alarms;
        this.network = network;
        this.attachments = attachments;
        this.once = once;
        this.enough = enough;
        this.clock = clock;
    }

    private static <T> Cache<UnitId, T> aWhile() {
        return Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(Duration.ofSeconds(5))
                .build();
    }

    @GetMapping("/relief")
    Answer list(
            @RequestParam(defaultValue = "") String within,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String after) {
        if (!by.isEmpty()) {
            return vouchedBy(place(by));
        }
        Place place = within.isEmpty() ? null : place(within);
        List<ReadRelief.Card> cards;
        try {
            cards = relief.open(Scope.everyone(), place, new Page(after, CARDS));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException nonsense) {
            throw new NotHere();
        }
        return new ReliefListPage(
                cards,
                place,
                place == null ? List.of() : network.path(place),
                null,
                cards.size() < CARDS ? null : cards.getLast().cursor(),
                clock.instant());
    }

    /** Everything that a federation has vouched for, with what came of it. */
    private ReliefListPage vouchedBy(Place federation) {
        return new ReliefListPage(
                relief.vouchedBy(Scope.everyone(), federation.id(), LINES),
                null,
                List.of(),
                federation,
                null,
                clock.instant());
    }

    private Place place(String unit) {
        try {
            return network.place(UnitId.of(unit)).orElseThrow(NotHere::new);
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
    }

    @GetMapping("/relief/{id}")
    Answer one(@PathVariable UUID id, HttpServletRequest request) {
        ReadRelief.View view = view(id);
        return new CampaignPage(
                view,
                paths.get(
                        view.shownPlace(),
                        shown -> network.place(shown).map(network::path).orElse(List.of())),
                relief.ledger(Scope.everyone(), view.id(), Page.first(LEDGER)),
                view.federation() == null
                        ? null
                        : pasts.get(view.federation(), by -> relief.past(Scope.everyone(), by)),
                WholeAddress.of(request, "/relief/" + id),
                view.pictures().isEmpty()
                        ? null
                        : WholeAddress.of(
                                request,
                                "/relief/" + id + "/pictures/" + view.pictures().getFirst().id()),
                clock.instant());
    }

    @GetMapping("/relief/{id}/now")
    Answer now(@PathVariable UUID id) {
        return new CampaignNow(view(id), clock.instant());
    }

    @GetMapping("/relief/{id}/ledger")
    Answer ledger(@PathVariable UUID id, @RequestParam(defaultValue = "") String after) {
        ReadRelief.View view = view(id);
        try {
            List<ReadRelief.Line> lines =
                    relief.ledger(Scope.everyone(), view.id(), new Page(after, LINES));
            return new LedgerPage(
                    view, lines, lines.size() < LINES ? null : lines.getLast().cursor());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException nonsense) {
            throw new NotHere();
        }
    }

    @GetMapping("/relief/{id}/notice")
    Answer notice(@PathVariable UUID id, HttpServletRequest request) {
        String address = WholeAddress.of(request, "/relief/" + id);
        return new NoticePage(view(id), address, QrSquares.of(address));
    }

    /** Of what is public, its pictures are too. */
    @GetMapping("/relief/{id}/pictures/{file}")
    void picture(
            @PathVariable UUID id,
            @PathVariable UUID file,
            @RequestParam(required = false) @Nullable String small,
            HttpServletResponse response)
            throws IOException {
        ReadRelief.View view = view(id);
        attachments
                .open(Written.pictures(view.id().province(), id), file, small != null)
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    @GetMapping("/relief/{id}/pledge")
    Answer pledge(@PathVariable UUID id, @RequestParam(defaultValue = "") String pool) {
        ReadRelief.View view = view(id);
        return view.takesMore(clock.instant())
                ? new PledgePage(view, joined(pool), Map.of(), null, clock.instant())
                : new GoTo("/relief/" + id);
    }

    private String joined(String pool) {
        return links.poolByToken(pool).isPresent() ? pool : "";
    }

    /** Takes it, and gives her the private link as a cookie at once. */
    @PostMapping("/relief/{id}/pledge")
    Answer pledge(
            @PathVariable UUID id,
            FormToken token,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response) {
        ReadRelief.View view = view(id);
        try {
            UUID sent = token.orRefuse();
            Pledges.Wanted wanted = wanted(view, typed);
            PledgeId made =
                    PledgeId.of(
                            once.run(
                                    sent,
                                    () -> {
                                        enough.orRefuse(Enough.Form.PLEDGE, request);
                                        return wanted;
                                    },
                                    ready ->
                                            pledges.take(view.id(), view.terms(), ready, Door.PAGE)
                                                    .toString()));
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    PledgeController.ON_THIS_PHONE.with(request, links.token(made)));
            return new GoTo("/my-pledges");
        } catch (Refused refused) {
            return Shown.wrong(
                    new PledgePage(
                            view,
                            joined(typed.getOrDefault("pool", "")),
                            typed,
                            refused,
                            clock.instant()));
        }
    }

    private Pledges.Wanted wanted(ReadRelief.View view, Map<String, String> typed) {
        Buyer buyer =
                Buyer.of(typed.getOrDefault("buyer", "PERSON"))
                        .orElseThrow(() -> Refused.field("buyer", "relief.pledge.buyer"));
        // What she saw when she decided; it never changes while it is open.
        String of = typed.getOrDefault("of", PledgeForm.of(view.terms()));
        if (!of.equals(PledgeForm.of(view.terms()))) {
            throw Refused.because("relief.pledge.changed");
        }
        BigDecimal amount =
                Amounts.quantity(
                        "amount", typed.getOrDefault("amount", ""), view.terms().measure());
        String pool = typed.getOrDefault("pool", "");
        Optional<PledgeId> joins = pool.isEmpty() ? Optional.empty() : links.poolByToken(pool);
        if (!pool.isEmpty() && joins.isEmpty()) {
            throw Refused.because("relief.pool.over");
        }
        return new Pledges.Wanted(
                buyer,
                typed.getOrDefault("name", ""),
                typed.getOrDefault("contact", ""),
                typed.getOrDefault("organisation", ""),
                "yes".equals(typed.get("pools")),
                joins.orElse(null),
                PledgeForm.window(typed.getOrDefault("window", "")),
                amount);
    }

    @GetMapping("/relief/{id}/alarm")
    Answer alarm(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean said) {
        return new AlarmPage(view(id), "", said, null);
    }

    @PostMapping("/relief/{id}/alarm")
    Answer alarm(
            @PathVariable UUID id,
            FormToken token,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request) {
        ReadRelief.View view = view(id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        enough.orRefuse(Enough.Form.PLEDGE, request);
                        return words;
                    },
                    said -> alarms.raise(view.id(), said).toString());
            return new GoTo("/relief/" + id + "/alarm?said=true");
        } catch (Refused refused) {
            return Shown.wrong(new AlarmPage(view, words, false, refused));
        }
    }

    private ReadRelief.View view(UUID id) {
        return relief.one(Scope.everyone(), id).orElseThrow(NotHere::new);
    }

    /** What else is asked for, for a program: how a campaign stands, as data. */
    static Map<String, Object> asData(ReadRelief.View view) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", view.id().value());
        data.put("need", view.terms().need());
        data.put("item", view.terms().item());
        data.put("measure", view.terms().measure());
        data.put("priceFen", view.terms().price().fen());
        data.put("cap", view.terms().cap());
        data.put("taken", view.totals().taken());
        data.put("left", view.left());
        data.put("available", view.available());
        data.put("allotted", view.totals().allotted());
        data.put("delivered", view.totals().delivered());
        data.put("paid", view.totals().paid());
        data.put("buyers", view.totals().buyers());
        data.put("waiting", view.totals().waiting());
        data.put("place", view.shownPlace().value());
        data.put("stage", view.stage());
        data.put("closesAt", view.closesAt());
        data.put("usefulUntil", view.terms().usefulUntil());
        return data;
    }
}
