package niangjia.relief.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.help.NotHere;
import niangjia.records.Entry.Door;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.PledgeId;
import niangjia.relief.queries.ReadPledge;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.tasks.PledgeLinks;
import niangjia.relief.tasks.Pledges;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.Words;
import niangjia.site.Enough;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Relief for programs: how a campaign stands, and a pledge. */
@RestController
class ReliefApi {

    /** A pledge as a program sends it; amounts are text, so that none is rounded on the way. */
    record Wanted(
            @Nullable String buyer,
            @Nullable String name,
            @Nullable String contact,
            @Nullable String organisation,
            @Nullable String amount,
            @Nullable String window) {

        Wanted {
            buyer = clean(buyer);
            name = clean(name);
            contact = clean(contact);
            organisation = clean(organisation);
            amount = clean(amount);
            window = clean(window);
        }

        private static @Nullable String clean(@Nullable String typed) {
            return typed == null ? null : Words.clean(typed).strip();
        }
    }

    private static final int LONGEST_KEY = 255;

    private final ReadRelief relief;
    private final ReadPledge readPledge;
    private final Pledges pledges;
    private final PledgeLinks links;
    private final Once once;
    private final Enough enough;
    private final Clock clock;

    ReliefApi(
            ReadRelief relief,
            ReadPledge readPledge,
            Pledges pledges,
            PledgeLinks links,
            Once once,
            Enough enough,
            Clock clock) {
        this.relief = relief;
        this.readPledge = readPledge;
        this.pledges = pledges;
        this.links = links;
        this.once = once;
        this.enough = enough;
        this.clock = clock;
    }

    @GetMapping("/api/v1/relief/{id}")
    Map<String, Object> one(@PathVariable UUID id) {
        return ReliefController.asData(relief.one(Scope.everyone(), id).orElseThrow(NotHere::new));
    }

    /** The same key gets the same pledge. */
    @PostMapping("/api/v1/relief/{id}/pledges")
    ResponseEntity<Map<String, Object>> pledge(
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Wanted wanted,
            HttpServletRequest request) {
        ReadRelief.View view = relief.one(Scope.everyone(), id).orElseThrow(NotHere::new);
        var line =
                new Pledges.Wanted(
                        Buyer.of(or(wanted.buyer, "PERSON"))
                                .orElseThrow(() -> Refused.field("buyer", "relief.pledge.buyer")),
                        or(wanted.name, ""),
                        or(wanted.contact, ""),
                        or(wanted.organisation, ""),
                        false,
                        null,
                        PledgeForm.window(or(wanted.window, "")),
                        Amounts.quantity("amount", or(wanted.amount, ""), view.terms().measure()));
        PledgeId made =
                PledgeId.of(
                        once.run(
                                token(id, key),
                                () -> {
                                    enough.orRefuse(Enough.Form.PLEDGE, request);
                                    return line;
                                },
                                ready ->
                                        pledges.take(view.id(), view.terms(), ready, Door.INTERFACE)
                                                .toString()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("stage", readPledge.of(made).orElseThrow(NotHere::new).stage());
        answer.put("link", WholeAddress.of(request, "/g/" + links.token(made)));
        answer.put("at", clock.instant());
        return ResponseEntity.status(HttpStatus.CREATED).body(answer);
    }

    private static UUID token(UUID campaign, @Nullable String key) {
        if (key == null) {
            return UUID.randomUUID();
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw Refused.field("Idempotency-Key", "relief.draft.line", LONGEST_KEY);
        }
        return UUID.nameUUIDFromBytes(
                ("pledge " + campaign + " " + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String or(@Nullable String told, String otherwise) {
        return told == null ? otherwise : told;
    }
}
