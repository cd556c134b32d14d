package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.AccountLink;
import niangjia.access.Resident;
import niangjia.access.Residents;
import niangjia.access.Whence;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.tasks.Gathered;
import niangjia.help.tasks.Receipts;
import niangjia.messages.Messages;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Her account's requests: gathered from her own page or by the code, opened, taken out. */
@Controller
class GatheredController {

    private final Gathered gathered;
    private final Receipts receipts;
    private final Residents residents;
    private final Her her;
    private final Messages messages;
    private final ObjectProvider<AccountLink> links;
    private final Clock clock;

    GatheredController(
            Gathered gathered,
            Receipts receipts,
            Residents residents,
            Her her,
            Messages messages,
            ObjectProvider<AccountLink> links,
            Clock clock) {
        this.gathered = gathered;
        this.receipts = receipts;
        this.residents = residents;
        this.her = her;
        this.messages = messages;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping("/account")
    Answer account(Resident resident) {
        return page(resident, "", null);
    }

    /** From the page of a request on this phone. */
    @PostMapping("/account/from-mine")
    Answer fromMine(
            Resident resident,
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n) {
        token.orRefuse();
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        try {
            gathered.add(resident, all.get(Math.clamp(n, 0, all.size() - 1)));
            return new GoTo("/account");
        } catch (Refused refused) {
            return Shown.wrong(page(resident, "", refused.key()));
        }
    }

    /** By its code; of one that is sealed nothing is said but what is said of a wrong code. */
    @PostMapping("/account/gather")
    Answer gather(
            Resident resident,
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "") String code) {
        try {
            token.orRefuse();
            RequestId id =
                    receipts.byCode(code, Whence.of(request), her.requests(request))
                            .orElseThrow(() -> Refused.field("code", "help.code.wrong"));
            try {
                gathered.add(resident, id);
            } catch (Refused refused) {
                throw refused.key().equals("help.account.not-this")
                        ? Refused.field("code", "help.code.wrong")
                        : refused;
            }
            return new GoTo("/account");
        } catch (Refused refused) {
            return Shown.wrong(page(resident, code, refused.key()));
        }
    }

    @PostMapping("/account/matter")
    Answer matter(
            Resident resident,
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam("request") UUID matter,
            @RequestParam(defaultValue = "") String act) {
        token.orRefuse();
        switch (act) {
            case "open" -> {
                RequestId id = gathered.one(resident, matter);
                String link = receipts.token(id, receipts.pass(id));
                response.addHeader(HttpHeaders.SET_COOKIE, her.with(request, link).toString());
                return new GoTo("/mine");
            }
            case "out" -> {
                gathered.takeOut(resident, matter);
                return new GoTo("/account");
            }
            default -> throw new NotHere();
        }
    }

    /** What is held of her account, in a form that other programs read. */
    @GetMapping("/account/data.json")
    ResponseEntity<Map<String, Object>> json(Resident resident) {
        Residents.Facts facts = residents.facts(resident);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", clock.instant().toString());
        told.put("telephone", facts.telephone());
        told.put("openedAt", facts.openedAt().toString());
        told.put("usedAt", facts.usedAt().toString());
        told.put(
                "gathered",
                gathered.of(resident).stream()
                        .map(line ->
                                Map.of(
                                        "kind", line.kind(),
                                        "place", line.place(),
                                        "askedAt", line.askedAt().toString(),
                                        "stage", line.stage().name(),
                                        "gatheredAt", line.at().toString()))
                        .toList());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("data.json").build().toString())
                .cacheControl(CacheControl.noStore())
                .body(told);
    }

    private AccountPage page(Resident resident, String typed, @Nullable String mistake) {
        List<Gathered.Line> lines = gathered.of(resident);
        return new AccountPage(
                lines,
                messages.withNews(lines.stream().map(line -> line.id().value()).toList()),
                links.stream().sorted(Comparator.comparingInt(AccountLink::order)).toList(),
                typed,
                mistake);
    }
}
