package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.SealedRights;
import niangjia.help.queries.Hers;
import niangjia.help.tasks.HerData;
import niangjia.network.Traces;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Notice;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What is held of her, opened with her receipt: to read, take along, put right, let rest and erase.
 * Of a sealed matter she wishes it here, and it comes once somebody has spoken with her.
 */
@Controller
class HerDataController {

    private static final int NAME = 40;
    private static final int CONTACT = 100;
    private static final int SAFE = 200;

    private final Her her;
    private final Hers hers;
    private final HerData herData;
    private final Once once;
    private final Clock clock;

    HerDataController(Her her, Hers hers, HerData herData, Once once, Clock clock) {
        this.her = her;
        this.hers = hers;
        this.herData = herData;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/mine/data")
    Answer data(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        return all.isEmpty()
                ? new GoTo("/code")
                : page(all, at(all, n), request, Map.of(), null, false);
    }

    /** A copy in a form that other programs read. */
    @GetMapping("/mine/data.json")
    ResponseEntity<Map<String, Object>> json(
            HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        RequestId id = all.get(at(all, n));
        if (sealed(id) && !herData.standing(id).open()) {
            return ResponseEntity.status(403).build();
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("notice", Notice.VERSION);
        told.put("at", clock.instant().toString());
        told.put(
                "held",
                herData.take(id, joined(request)).stream().map(HerDataController::json).toList());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("data.json").build().toString())
                .cacheControl(org.springframework.http.CacheControl.noStore())
                .body(told);
    }

    private static Map<String, Object> json(Held held) {
        Map<String, Object> values = new LinkedHashMap<>();
        held.values().forEach((column, value) -> values.put(column, json(value)));
        return Map.of("table", held.kept().table(), "values", values);
    }

    /** A file is taken along from its address. */
    private static String json(Object value) {
        return value instanceof Held.File file ? HerDataPage.FILES + file : value.toString();
    }

    @PostMapping("/mine/data")
    Answer change(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(required = false) @Nullable UUID consent,
            @RequestParam Map<String, String> typed) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = at(all, n);
        RequestId id = all.get(at);
        if (sealed(id)) {
            return act.equals("withdraw") && consent != null
                    ? withdrawn(all, at, request, token, consent)
                    : wished(all, at, request, token, act, typed);
        }
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "correct" -> herData.correct(id, correction(typed));
                            case "rest" -> herData.letRest(id);
                            case "go-on" -> herData.letGoOn(id);
                            case "agree" -> herData.agree(id, typed.getOrDefault("purpose", ""));
                            case "withdraw" -> {
                                if (consent == null) {
                                    throw new NotHere();
                                }
                                herData.withdraw(id, consent);
                            }
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(address("/mine/data", at));
        } catch (Refused refused) {
            return page(all, at, request, typed, refused, false);
        }
    }

    private Answer withdrawn(
            List<RequestId> all,
            int at,
            HttpServletRequest request,
            FormToken token,
            UUID consent) {
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        herData.withdraw(all.get(at), consent);
                        return "withdrawn";
                    });
            return new GoTo(address("/mine/data", at));
        } catch (Refused refused) {
            return page(all, at, request, Map.of(), refused, false);
        }
    }

    /** Of a sealed matter she can wish, call back and agree no longer, and nothing more. */
    private Answer wished(
            List<RequestId> all,
            int at,
            HttpServletRequest request,
            FormToken token,
            String act,
            Map<String, String> typed) {
        Optional<SealedRights.Wish> what = wish(typed.getOrDefault("what", ""));
        if (what.isEmpty() || !act.equals("wish") && !act.equals("call-back")) {
            return page(all, at, request, Map.of(), null, true);
        }
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        if (act.equals("wish")) {
                            herData.wish(all.get(at), what.get());
                        } else {
                            herData.callBack(all.get(at), what.get());
                        }
                        return act;
                    });
            return new GoTo(address("/mine/data", at));
        } catch (Refused refused) {
            return page(all, at, request, Map.of(), refused, false);
        }
    }

    private static Optional<SealedRights.Wish> wish(String word) {
        return Arrays.stream(SealedRights.Wish.values())
                .filter(wish -> wish.name().equals(word))
                .findFirst();
    }

    /** Asks once more. */
    @GetMapping("/mine/erase")
    Answer ask(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = at(all, n);
        return sealed(all.get(at))
                ? page(all, at, request, Map.of(), null, true)
                : new ErasePage(at, !joined(request).isEmpty(), null);
    }

    @PostMapping("/mine/erase")
    Answer erase(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(required = false) @Nullable String sure,
            @RequestParam(required = false) @Nullable String leave) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = at(all, n);
        RequestId id = all.get(at);
        if (sealed(id)) {
            return page(all, at, request, Map.of(), null, true);
        }
        List<String> joined = joined(request);
        try {
            if (sure == null) {
                throw Refused.field("sure", "help.erase.sure.first");
            }
            once.run(
                    token.orRefuse(),
                    () -> {
                        herData.erase(id, leave == null ? List.of() : joined);
                        return "erased";
                    });
            return new GoTo(address("/mine", at));
        } catch (Refused refused) {
            return Shown.wrong(new ErasePage(at, !joined.isEmpty(), refused.key()));
        }
    }

    private Answer page(
            List<RequestId> all,
            int at,
            HttpServletRequest request,
            Map<String, String> typed,
            @Nullable Refused refused,
            boolean tried) {
        RequestId id = all.get(at);
        Hers.View view = hers.of(id).orElseThrow(NotHere::new);
        if (view.sealed()) {
            SealedRights.Standing standing = herData.standing(id);
            var page =
                    HerDataPage.sealed(
                            at,
                            view,
                            standing,
                            standing.open() && !tried
                                    ? herData.see(id, joined(request))
                                    : List.of(),
                            herData.consents(id),
                            refused);
            return tried ? new Shown(403, page) : refused == null ? page : Shown.wrong(page);
        }
        var page =
                new HerDataPage(
                        at,
                        false,
                        List.of(),
                        view.resting(),
                        view.erased(),
                        herData.see(id, joined(request)),
                        herData.consents(id),
                        null,
                        typed,
                        refused);
        return refused == null ? page : Shown.wrong(page);
    }

    private boolean sealed(RequestId id) {
        return hers.of(id).map(Hers.View::sealed).orElse(true);
    }

    private static Correction correction(Map<String, String> typed) {
        return new Correction(
                line(typed, "name", NAME),
                line(typed, "contact", CONTACT),
                line(typed, "safe", SAFE));
    }

    private static @Nullable String line(Map<String, String> typed, String field, int longest) {
        String said = typed.getOrDefault(field, "").strip();
        if (said.length() > longest) {
            throw Refused.field(field, "help.data.long", longest);
        }
        return said.isEmpty() ? null : said;
    }

    private static List<String> joined(HttpServletRequest request) {
        return Traces.tokens(request);
    }

    private static int at(List<RequestId> all, int n) {
        return Math.clamp(n, 0, all.size() - 1);
    }

    private static String address(String path, int at) {
        return at == 0 ? path : path + "?n=" + at;
    }
}
