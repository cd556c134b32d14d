package niangjia.relief.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.HeldRequests;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.SheetFile;
import niangjia.network.WorkingTime;
import niangjia.records.Records;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Need;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.relief.model.Written;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.queries.ReliefDesk;
import niangjia.relief.tasks.Alarms;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.HandOut;
import niangjia.relief.tasks.OpenRelief;
import niangjia.relief.tasks.RunWeek;
import niangjia.relief.tasks.Thanks;
import niangjia.shared.Page;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Relief on the workbench: from a request to a draft, opened, run through its week, handed over.
 */
@Controller
class DeskController {

    private static final int CARDS = 60;
    private static final int HELD = 30;
    private static final int LINES = 50;
    private static final int ALARMS = 30;

    private final ReadRelief relief;
    private final ReliefDesk desk;
    private final HeldRequests held;
    private final DraftRelief draftRelief;
    private final OpenRelief openRelief;
    private final RunWeek runWeek;
    private final HandOut handOut;
    private final Alarms alarms;
    private final Thanks thanks;
    private final Network network;
    private final Attachments attachments;
    private final Records records;
    private final Once once;
    private final Clock clock;

    DeskController(
            ReadRelief relief,
            ReliefDesk desk,
            HeldRequests held,
            DraftRelief draftRelief,
            OpenRelief openRelief,
            RunWeek runWeek,
            HandOut handOut,
            Alarms alarms,
            Thanks thanks,
            Network network,
            Attachments attachments,
            Records records,
            Once once,
            Clock clock) {
        this.relief = relief;
        this.desk = desk;
        this.held = held;
        this.draftRelief = draftRelief;
        this.openRelief = openRelief;
        this.runWeek = runWeek;
        this.handOut = handOut;
        this.alarms = alarms;
        this.thanks = thanks;
        this.network = network;
        this.attachments = attachments;
        this.records = records;
        this.once = once;
        this.clock = clock;
    }

    private static boolean leads(Actor actor) {
        return Campaign.leads(actor.seat());
    }

    @GetMapping("/relief/desk")
    Answer desk(Actor actor) {
        return new DeskPage(
                network.path(actor.seat().place()),
                desk.atWork(actor.scope(), leads(actor), CARDS),
                desk.ended(actor.scope(), CARDS),
                held.all(actor.scope(), HELD),
                clock.instant());
    }

    @GetMapping("/relief/draft")
    Answer draft(Actor actor, @RequestParam(required = false) @Nullable UUID request) {
        if (request == null) {
            return new GoTo("/relief/desk");
        }
        return draft(actor, request, Map.of(), null);
    }

    private DraftPage draft(
            Actor actor, UUID request, Map<String, String> typed, @Nullable Refused mistake) {
        HeldRequests.Held hers = held.of(actor.scope(), request).orElseThrow(NotHere::new);
        return new DraftPage(
                network.path(actor.seat().place()),
                request,
                "/relief/draft",
                shownPlace(hers),
                typed,
                mistake);
    }

    private @Nullable String shownPlace(HeldRequests.Held hers) {
        var place = draftRelief.shownPlace(hers.place());
        return place == null ? null : place.name();
    }

    @PostMapping("/relief/draft")
    Answer draft(
            Actor actor,
            FormToken token,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> files,
            HttpServletRequest sent) {
        UUID request = id(typed.getOrDefault("request", ""));
        if (held.of(actor.scope(), request).isEmpty()) {
            throw new NotHere();
        }
        try {
            Terms terms = terms(typed);
            DraftRelief.Seller seller = seller(typed);
            terms.fit(today());
            CampaignId made =
                    CampaignId.of(
                            once.run(
                                    token.orRefuse(),
                                    () -> attachments.prepare(files, sent),
                                    (List<Prepared> pictures) ->
                                            draftRelief
                                                    .from(
                                                            actor.seat(),
                                                            request,
                                                            terms,
                                                            seller,
                                                            pictures)
                                                    .toString()));
            return new GoTo("/relief/" + made.value() + "/work");
        } catch (Refused refused) {
            return Shown.wrong(draft(actor, request, typed, refused));
        }
    }

    @GetMapping("/relief/{id}/change")
    Answer change(Actor actor, @PathVariable UUID id) {
        return change(actor, id, Map.of(), null);
    }

    private DraftPage change(
            Actor actor, UUID id, Map<String, String> typed, @Nullable Refused mistake) {
        ReadRelief.View view = worked(actor, id);
        Map<String, String> there =
                new HashMap<>(asTyped(view, desk.seller(actor.scope(), view.id())));
        if (!typed.isEmpty()) {
            there.remove("agreed");
        }
        there.putAll(typed);
        return new DraftPage(
                network.path(actor.seat().place()),
                null,
                "/relief/" + id + "/change",
                view.placeName(),
                there,
                mistake);
    }

    private static Map<String, String> asTyped(ReadRelief.View view, ReliefDesk.Seller seller) {
        Terms terms = view.terms();
        return Map.ofEntries(
                Map.entry("need", terms.need().name()),
                Map.entry("item", terms.item()),
                Map.entry("story", terms.story()),
                Map.entry("measure", terms.measure().name()),
                Map.entry("price", ReliefWords.yuan(terms.price())),
                Map.entry("cap", Amounts.plain(terms.cap())),
                Map.entry("smallest", Amounts.plain(terms.smallest())),
                Map.entry("most", Amounts.plain(terms.most())),
                Map.entry("rule", terms.rule().name()),
                Map.entry("useful", terms.usefulUntil().toString()),
                Map.entry("seller", seller.name()),
                Map.entry("shown", seller.shownAs()),
                Map.entry("yard", seller.yard()),
                Map.entry("reach", seller.reach()),
                Map.entry("agreed", "yes"));
    }

    @PostMapping("/relief/{id}/change")
    Answer change(
            Actor actor,
            FormToken token,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> files,
            HttpServletRequest sent) {
        worked(actor, id);
        try {
            Terms terms = terms(typed);
            DraftRelief.Seller seller = seller(typed);
            terms.fit(today());
            once.run(
                    token.orRefuse(),
                    () -> attachments.prepare(files, sent),
                    (List<Prepared> pictures) -> {
                        draftRelief.change(actor.seat(), id, terms, seller, pictures);
                        return "changed";
                    });
            return new GoTo("/relief/" + id + "/work");
        } catch (Refused refused) {
            return Shown.wrong(change(actor, id, typed, refused));
        }
    }

    @GetMapping("/relief/{id}/work")
    Answer work(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String after) {
        return work(actor, id, after, Map.of(), null);
    }

    private WorkPage work(
            Actor actor,
            UUID id,
            String after,
            Map<String, String> typed,
            @Nullable Refused mistake) {
        ReadRelief.View view = worked(actor, id);
        List<ReliefDesk.Line> lines;
        try {
            lines = desk.lines(actor.scope(), view.id(), null, new Page(after, LINES));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException nonsense) {
            throw new NotHere();
        }
        if (!lines.isEmpty()) {
            records.enterListing(actor.scope(), "relief.listed", clock.instant());
        }
        return new WorkPage(
                network.path(actor.seat().place()),
                view,
                desk.seller(actor.scope(), view.id()),
                lines,
                lines.size() < LINES ? null : lines.getLast().cursor(),
                desk.alarms(actor.scope(), view.id(), ALARMS),
                view.openedAt() == null ? desk.resembling(actor.scope(), id) : List.of(),
                leads(actor)
                        && actor.scope()
                                .covers(network.place(view.place()).orElseThrow().position()),
                view.vouched().stream()
                        .anyMatch(v ->
                                v.fact().equals("FIELD") && v.seat().equals(actor.seat().seat())),
                typed,
                mistake,
                clock.instant());
    }

    /** One form, one verb: {@code act} names what she does. */
    @PostMapping("/relief/{id}/work")
    Answer act(
            Actor actor,
            FormToken token,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String act,
            @RequestParam Map<String, String> typed) {
        ReadRelief.View view = worked(actor, id);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        does(actor, view, act, typed);
                        return act;
                    });
            return new GoTo(act.equals("drop") ? "/relief/desk" : "/relief/" + id + "/work");
        } catch (Refused refused) {
            return Shown.wrong(work(actor, id, "", typed, refused));
        }
    }

    private void does(Actor actor, ReadRelief.View view, String act, Map<String, String> typed) {
        var who = actor.seat();
        UUID id = view.id().value();
        Measure measure = view.terms().measure();
        String words = typed.getOrDefault("words", "");
        switch (act) {
            case "window" ->
                    draftRelief.addWindow(
                            who,
                            id,
                            typed.getOrDefault("where", ""),
                            moment(typed),
                            lasts(typed.getOrDefault("hours", "")));
            case "no-window" ->
                    draftRelief.removeWindow(who, id, id(typed.getOrDefault("window", "")));
            case "seen" ->
                    openRelief.seen(
                            who,
                            id,
                            day("seen", typed.getOrDefault("seen", "")),
                            typed.containsKey("field"),
                            typed.containsKey("quantity"),
                            typed.containsKey("price"),
                            typed.containsKey("pictures"));
            case "second" -> openRelief.second(who, id);
            case "back" -> openRelief.sendBack(who, id);
            case "drop" -> draftRelief.drop(who, id);
            case "extend" ->
                    runWeek.extend(who, id, day("until", typed.getOrDefault("until", "")), words);
            case "yields" ->
                    runWeek.yields(
                            who,
                            id,
                            Amounts.quantityOrNothing(
                                    "amount", typed.getOrDefault("amount", ""), measure),
                            words);
            case "close" -> runWeek.close(who, id);
            case "stop" -> runWeek.stop(who, id, how(typed.getOrDefault("how", "")), words);
            case "handed" ->
                    handOut.handed(
                            who,
                            id,
                            id(typed.getOrDefault("pledge", "")),
                            Amounts.quantityOrNothing(
                                    "amount", typed.getOrDefault("amount", ""), measure),
                            typed.containsKey("paid"));
            case "missed" -> handOut.missed(who, id, id(typed.getOrDefault("pledge", "")));
            case "no-more" -> handOut.noMore(who, id, id(typed.getOrDefault("pledge", "")));
            case "answer" -> alarms.answer(who, id, id(typed.getOrDefault("alarm", "")), words);
            case "thanks" -> thanks.say(who, id, words);
            default -> throw new NotHere();
        }
    }

    @GetMapping("/relief/{id}/pick-up")
    Answer pickUp(Actor actor, @PathVariable UUID id) {
        ReadRelief.View view = worked(actor, id);
        records.enterListing(actor.scope(), "relief.listed", clock.instant());
        Map<UUID, List<ReliefDesk.Line>> lines = new LinkedHashMap<>();
        view.windows()
                .forEach(window ->
                        lines.put(
                                window.id(),
                                desk
                                        .lines(
                                                actor.scope(),
                                                view.id(),
                                                window.id(),
                                                Page.first(Page.MOST))
                                        .stream()
                                        .filter(ReliefDesk.Line::taken)
                                        .toList()));
        return new PickUpPage(network.path(actor.seat().place()), view, lines);
    }

    @GetMapping("/relief/{id}/lines.csv")
    void csv(Actor actor, @PathVariable UUID id, Look look, HttpServletResponse response)
            throws IOException {
        List<List<String>> rows = rows(actor, id, look);
        response.setContentType("text/csv;charset=UTF-8");
        file(response, "lines.csv");
        SheetFile.csv(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), rows);
    }

    @GetMapping("/relief/{id}/lines.xlsx")
    void xlsx(Actor actor, @PathVariable UUID id, Look look, HttpServletResponse response)
            throws IOException {
        List<List<String>> rows = rows(actor, id, look);
        response.setContentType(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        file(response, "lines.xlsx");
        SheetFile.xlsx(response.getOutputStream(), rows);
    }

    private static void file(HttpServletResponse response, String name) {
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + name);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private List<List<String>> rows(Actor actor, UUID id, Look look) {
        ReadRelief.View view = worked(actor, id);
        records.enterListing(actor.scope(), "relief.listed", clock.instant());
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        look.t("relief.pledge.buyer"),
                        look.t("relief.pledge.organisation"),
                        look.t("relief.pledge.name"),
                        look.t("relief.pledge.contact"),
                        look.t("relief.pledge.amount"),
                        look.t("relief.line.allotted"),
                        look.t("relief.line.handed"),
                        look.t("relief.line.fetched"),
                        look.t("relief.line.stage")));
        Page page = Page.first(Page.MOST);
        while (true) {
            List<ReliefDesk.Line> lines = desk.lines(actor.scope(), view.id(), null, page);
            lines.forEach(line ->
                    rows.add(
                            List.of(
                                    look.t("relief.buyer." + line.buyer()),
                                    line.organisation(),
                                    line.name(),
                                    line.contact(),
                                    Amounts.plain(line.amount()),
                                    Amounts.plain(line.allotted()),
                                    line.handed() == null ? "" : Amounts.plain(line.handed()),
                                    line.fetched() == null ? "" : Amounts.plain(line.fetched()),
                                    look.t("relief.line." + line.stage()))));
            if (lines.size() < Page.MOST) {
                return rows;
            }
            page = new Page(lines.getLast().cursor(), Page.MOST);
        }
    }

    /** A draft's pictures, for who works on it. */
    @GetMapping("/relief/{id}/work/pictures/{file}")
    void picture(
            Actor actor,
            @PathVariable UUID id,
            @PathVariable UUID file,
            @RequestParam(required = false) @Nullable String small,
            HttpServletResponse response)
            throws IOException {
        ReadRelief.View view = worked(actor, id);
        attachments
                .open(Written.pictures(view.id().province(), id), file, small != null)
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    private ReadRelief.View worked(Actor actor, UUID id) {
        return relief.worked(actor.scope(), leads(actor), id).orElseThrow(NotHere::new);
    }

    private Terms terms(Map<String, String> typed) {
        Need need =
                Need.of(typed.getOrDefault("need", ""))
                        .orElseThrow(() -> Refused.field("need", "relief.draft.need"));
        String chosen = typed.getOrDefault("measure", "");
        Measure measure =
                Arrays.stream(Measure.values())
                        .filter(one -> one.name().equals(chosen))
                        .findFirst()
                        .orElseThrow(() -> Refused.field("measure", "relief.draft.measure"));
        String rule = typed.getOrDefault("rule", Sharing.IN_TURN.name());
        var cap = Amounts.quantity("cap", typed.getOrDefault("cap", ""), measure);
        String smallest = typed.getOrDefault("smallest", "").strip();
        String most = typed.getOrDefault("most", "").strip();
        return new Terms(
                need,
                typed.getOrDefault("item", "").strip().replace('\n', ' '),
                typed.getOrDefault("story", "").strip(),
                measure,
                Amounts.price("price", typed.getOrDefault("price", "")),
                cap,
                smallest.isEmpty()
                        ? Amounts.step(measure)
                        : Amounts.quantity("smallest", smallest, measure),
                most.isEmpty() ? cap : Amounts.quantity("most", most, measure),
                Arrays.stream(Sharing.values())
                        .filter(one -> one.name().equals(rule))
                        .findFirst()
                        .orElseThrow(() -> Refused.field("rule", "relief.draft.rule")),
                day("useful", typed.getOrDefault("useful", "")));
    }

    private static DraftRelief.Seller seller(Map<String, String> typed) {
        return new DraftRelief.Seller(
                typed.getOrDefault("seller", ""),
                typed.getOrDefault("shown", ""),
                typed.getOrDefault("yard", ""),
                typed.getOrDefault("reach", ""),
                typed.containsKey("agreed"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    private static Campaign.How how(String typed) {
        return Campaign.How.REASONS.stream()
                .filter(one -> one.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> Refused.field("how", "relief.stop.how"));
    }

    private static LocalDate day(String field, String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException nonsense) {
            throw Refused.field(field, "relief.day");
        }
    }

    private static Instant moment(Map<String, String> typed) {
        LocalDate day = day("day", typed.getOrDefault("day", ""));
        try {
            return day.atTime(LocalTime.parse(typed.getOrDefault("time", "")))
                    .atZone(WorkingTime.ZONE)
                    .toInstant();
        } catch (DateTimeParseException nonsense) {
            throw Refused.field("time", "relief.window.time");
        }
    }

    private static Duration lasts(String typed) {
        BigDecimal hours = Amounts.quantity("hours", typed, Measure.HOUR);
        return Duration.ofMinutes(hours.multiply(BigDecimal.valueOf(60)).longValue());
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
    }
}
