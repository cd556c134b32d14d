package niangjia.relief.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.access.Once;
import niangjia.help.NotHere;
import niangjia.messages.Messages;
import niangjia.people.Catalogue;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.PledgeId;
import niangjia.relief.queries.ReadPledge;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.tasks.PledgeLinks;
import niangjia.relief.tasks.Pledges;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.site.Answer;
import niangjia.site.CalendarLines;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.PrivateLinks;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A pledge, for who holds its private link: changed, withdrawn, fetched, paid. */
@Controller
class PledgeController {

    private static final int NEWS = 5;
    static final PrivateLinks ON_THIS_PHONE = new PrivateLinks("pledges");

    private final ReadPledge readPledge;
    private final ReadRelief relief;
    private final Pledges pledges;
    private final PledgeLinks links;
    private final Messages messages;
    private final Catalogue catalogue;
    private final Once once;
    private final Clock clock;

    PledgeController(
            ReadPledge readPledge,
            ReadRelief relief,
            Pledges pledges,
            PledgeLinks links,
            Messages messages,
            Catalogue catalogue,
            Once once,
            Clock clock) {
        this.readPledge = readPledge;
        this.relief = relief;
        this.pledges = pledges;
        this.links = links;
        this.messages = messages;
        this.catalogue = catalogue;
        this.once = once;
        this.clock = clock;
    }

    /** The private link: its secret becomes a cookie at once, and the address is clean. */
    @GetMapping("/g/{token}")
    Answer link(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (links.byToken(token).flatMap(readPledge::of).isPresent()) {
            response.addHeader(HttpHeaders.SET_COOKIE, ON_THIS_PHONE.with(request, token));
        }
        return new GoTo("/my-pledges");
    }

    @GetMapping("/my-pledges")
    Answer mine(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<PledgeId> all = all(request);
        if (all.isEmpty()) {
            return new NoPledgePage();
        }
        PledgeId pledge = all.get(at(all, n));
        MyPledgePage page = page(request, all, at(all, n), Map.of(), null);
        if (page.pledge().yard() != null) {
            pledges.yardShown(pledge);
        }
        messages.sheHasSeen(pledge.province(), pledge.value());
        return page;
    }

    @PostMapping("/my-pledges")
    Answer act(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        List<PledgeId> all = all(request);
        if (all.isEmpty()) {
            return new GoTo("/my-pledges");
        }
        int at = at(all, n);
        PledgeId pledge = all.get(at);
        try {
            ReadPledge.View view = readPledge.of(pledge).orElseThrow(NotHere::new);
            ReadRelief.View campaign = campaign(view);
            once.run(
                    token.orRefuse(),
                    () -> {
                        does(pledge, campaign, act, typed);
                        return act;
                    });
            return new GoTo(at == 0 ? "/my-pledges" : "/my-pledges?n=" + at);
        } catch (Refused refused) {
            return Shown.wrong(page(request, all, at, typed, refused));
        }
    }

    private void does(
            PledgeId pledge, ReadRelief.View campaign, String act, Map<String, String> typed) {
        switch (act) {
            case "change" ->
                    pledges.change(
                            pledge,
                            Amounts.quantity(
                                    "amount",
                                    typed.getOrDefault("amount", ""),
                                    campaign.terms().measure()));
            case "withdraw" -> pledges.withdraw(pledge);
            case "choose" ->
                    pledges.choose(pledge, PledgeForm.window(typed.getOrDefault("window", "")));
            case "fetched" ->
                    pledges.fetched(
                            pledge,
                            Amounts.quantityOrNothing(
                                    "fetched",
                                    typed.getOrDefault("fetched", ""),
                                    campaign.terms().measure()),
                            "yes".equals(typed.get("paid")));
            case "correct" ->
                    pledges.correct(
                            pledge,
                            typed.getOrDefault("name", ""),
                            typed.getOrDefault("contact", ""));
            case "erase" -> pledges.erase(pledge);
            default -> throw new NotHere();
        }
    }

    private MyPledgePage page(
            HttpServletRequest request,
            List<PledgeId> all,
            int at,
            Map<String, String> typed,
            @Nullable Refused mistake) {
        PledgeId id = all.get(at);
        ReadPledge.View view = readPledge.of(id).orElseThrow(NotHere::new);
        return new MyPledgePage(
                view,
                campaign(view),
                WholeAddress.of(request, "/g/" + links.token(id)),
                view.pools() && view.open()
                        ? WholeAddress.of(
                                request,
                                "/relief/"
                                        + view.campaign()
                                        + "/pledge?pool="
                                        + links.poolToken(id))
                        : null,
                messages.news(id.province(), id.value(), NEWS),
                all.size() - 1,
                at,
                typed,
                mistake,
                clock.instant());
    }

    private ReadRelief.View campaign(ReadPledge.View view) {
        return relief.one(Scope.everyone(), view.campaign()).orElseThrow(NotHere::new);
    }

    /** For an organisation's books: what was pledged, and that it binds nobody. */
    @GetMapping("/my-pledges/paper")
    Answer paper(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<PledgeId> all = all(request);
        if (all.isEmpty()) {
            return new GoTo("/my-pledges");
        }
        ReadPledge.View view = readPledge.of(all.get(at(all, n))).orElseThrow(NotHere::new);
        return new PaperPage(view, campaign(view), clock.instant());
    }

    @GetMapping("/my-pledges/window.ics")
    ResponseEntity<String> window(
            HttpServletRequest request, Look look, @RequestParam(defaultValue = "0") int n) {
        List<PledgeId> all = all(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        ReadPledge.View view = readPledge.of(all.get(at(all, n))).orElseThrow(NotHere::new);
        ReadRelief.View campaign = campaign(view);
        ReadRelief.Window window =
                campaign.windows().stream()
                        .filter(one -> one.id().equals(view.pickUp()))
                        .findFirst()
                        .orElseThrow(NotHere::new);
        return ResponseEntity.ok()
                .contentType(CalendarLines.TYPE)
                .cacheControl(CacheControl.noStore())
                .body(
                        PickUpCalendar.of(
                                view.id().value(),
                                window.begins(),
                                window.ends(),
                                look.t("relief.calendar", campaign.terms().item()),
                                window.where(),
                                WholeAddress.of(request, "/my-pledges"),
                                clock.instant()));
    }

    /** All that is kept of her with this pledge, for a program. */
    @GetMapping("/my-pledges/data.json")
    ResponseEntity<Map<String, Object>> data(
            HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<PledgeId> all = all(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        PledgeId id = all.get(at(all, n));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "held",
                catalogue.held(Pledges.subject(id)).stream()
                        .map(held -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("kept", held.kept().table());
                            held.values()
                                    .forEach((column, value) -> row.put(column, value.toString()));
                            return row;
                        })
                        .toList());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("data.json").build().toString())
                .cacheControl(CacheControl.noStore())
                .body(data);
    }

    /** This phone forgets; the link still opens it. */
    @PostMapping("/my-pledges/forget")
    Answer forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ON_THIS_PHONE.forgotten());
        return new GoTo("/relief");
    }

    private List<PledgeId> all(HttpServletRequest request) {
        return ON_THIS_PHONE.tokens(request).stream()
                .map(links::byToken)
                .flatMap(Optional::stream)
                .filter(id -> readPledge.of(id).isPresent())
                .toList();
    }

    private static int at(List<PledgeId> all, int n) {
        return Math.clamp(n, 0, all.size() - 1);
    }
}
