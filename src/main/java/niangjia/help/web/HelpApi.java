package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.access.Once;
import niangjia.access.Whence;
import niangjia.help.RequestId;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.help.queries.Hers;
import niangjia.help.tasks.AskForHelp;
import niangjia.help.tasks.AskForHelp.Asked;
import niangjia.help.tasks.AskForHelp.Outlook;
import niangjia.help.tasks.Receipts;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.records.Root;
import niangjia.shared.Digest;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import niangjia.shared.Words;
import niangjia.site.Enough;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asking for help and looking after it, for other programs; described in {@code
 * /api/v1/openapi.json}.
 */
@RestController
@RequestMapping("/api/v1")
class HelpApi {

    /** The largest body that is read, in bytes. */
    private static final int MOST = 1 << 20;

    private static final int LONGEST_KEY = 255;
    private static final String SCHEME = "Receipt";

    /** What is asked for; everything but place and text may be left out. */
    record Wanted(
            @Nullable String place,
            @Nullable String text,
            @Nullable String kind,
            @Nullable String contact,
            @Nullable String safeTime,
            @Nullable Boolean skipVillage,
            @Nullable Boolean stayNear,
            @Nullable String notBy) {

        Wanted {
            place = clean(place);
            text = clean(text);
            kind = clean(kind);
            contact = clean(contact);
            notBy = clean(notBy);
            safeTime = clean(safeTime);
        }

        private static @Nullable String clean(@Nullable String typed) {
            return typed == null ? null : Words.clean(typed).strip();
        }
    }

    /**
     * The way back, and the first promise where a seat on duty stands behind one.
     *
     * @param root the newest seal of the log; none before the first entry is sealed
     */
    record Answered(String code, String link, @Nullable Promise promise, @Nullable Root root) {}

    /**
     * A promise: what, by when, by which federation and by whom there.
     *
     * @param what {@code FIRST_CONTACT} or {@code RESOLUTION}
     */
    record Promise(String what, Instant due, @Nullable String unit, @Nullable String by) {}

    /** Her request as she may see it, the latest event first. */
    record Followed(
            String stage,
            @Nullable Promise promise,
            boolean late,
            Instant askedAt,
            List<Happened> timeline) {}

    /** An event; {@code who} and {@code unit} are missing where she herself or a clock acted. */
    record Happened(
            String what,
            Instant at,
            @Nullable String who,
            @Nullable String unit,
            @Nullable String words) {}

    /**
     * What the first call with an idempotency key came to.
     *
     * @param body a digest of the call's body, so that a key opens nothing to another call
     */
    record First(String body, String request, @Nullable Promise promise, @Nullable Root root) {}

    private final AskForHelp askForHelp;
    private final Receipts receipts;
    private final Hers hers;
    private final Network network;
    private final Once once;
    private final Enough enough;
    private final Records records;
    private final JsonMapper json;
    private final MessageSource texts;

    HelpApi(
            AskForHelp askForHelp,
            Receipts receipts,
            Hers hers,
            Network network,
            Once once,
            Enough enough,
            Records records,
            JsonMapper json,
            MessageSource texts) {
        this.askForHelp = askForHelp;
        this.receipts = receipts;
        this.hers = hers;
        this.network = network;
        this.once = once;
        this.enough = enough;
        this.records = records;
        this.json = json;
        this.texts = texts;
    }

    @PostMapping(path = "/help-requests", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answered> ask(
            HttpServletRequest request,
            InputStream in,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        byte[] body = in.readNBytes(MOST + 1);
        if (body.length > MOST) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        Asked asked = asked(read(body));
        RequestId id;
        Promise promise;
        Root root;
        if (key == null) {
            enough.orRefuse(Enough.Form.HELP, request);
            AskForHelp.Receipt receipt = askForHelp.from(asked);
            id = receipt.id();
            promise = promise(receipt.outlook());
            root = records.newestRoot().orElse(null);
        } else {
            First first = once(key, body, asked, request);
            id = RequestId.of(first.request);
            promise = first.promise;
            root = first.root;
        }
        return ResponseEntity.created(URI.create("/api/v1/receipt"))
                .cacheControl(CacheControl.noStore())
                .body(
                        new Answered(
                                receipts.code(id, 1).inGroups(),
                                WholeAddress.of(request, "/r/" + receipts.token(id, 1)),
                                promise,
                                root));
    }

    @GetMapping("/receipt")
    ResponseEntity<?> receipt(
            HttpServletRequest request,
            Locale locale,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
                    @Nullable String authorization) {
        Optional<Hers.View> view;
        try {
            view = opened(authorization, request).flatMap(hers::of);
        } catch (Refused tooMany) {
            return refused(
                    HttpStatus.TOO_MANY_REQUESTS,
                    tooMany.key(),
                    locale,
                    HttpHeaders.RETRY_AFTER,
                    "3600");
        }
        if (view.isEmpty()) {
            return refused(
                    HttpStatus.UNAUTHORIZED,
                    "help.api.receipt",
                    locale,
                    HttpHeaders.WWW_AUTHENTICATE,
                    SCHEME);
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(followed(view.get()));
    }

    private Wanted read(byte[] body) {
        try {
            Wanted wanted = json.readValue(body, Wanted.class);
            if (wanted == null) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
            }
            return wanted;
        } catch (JacksonException malformed) {
            // Its message would quote her words.
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    private Asked asked(Wanted wanted) {
        String text = wanted.text == null ? "" : wanted.text;
        if (text.isEmpty() || text.codePointCount(0, text.length()) > AskForHelp.LONGEST) {
            throw Refused.field("text", "help.api.text", AskForHelp.LONGEST);
        }
        Guess guess = Guess.of(text);
        Kind kind =
                wanted.kind == null
                        ? guess.kind()
                        : Kind.of(wanted.kind)
                                .orElseThrow(() -> Refused.field("kind", "help.api.kind"));
        return new Asked(
                place(wanted.place),
                text,
                kind,
                guess.form(),
                guess.danger(),
                limited(wanted.contact, 100, "contact"),
                limited(wanted.safeTime, 200, "safeTime"),
                Boolean.TRUE.equals(wanted.skipVillage),
                Boolean.TRUE.equals(wanted.stayNear),
                limited(wanted.notBy, 100, "notBy"),
                Door.INTERFACE,
                null);
    }

    /** A grouping code is no place of its own: what is asked there belongs to the city above. */
    private UnitId place(@Nullable String said) {
        Place place = found(said).orElseThrow(() -> Refused.field("place", "help.api.place"));
        UnitId above = place.parent();
        return place.shown() || above == null ? place.id() : above;
    }

    private Optional<Place> found(@Nullable String said) {
        if (said == null || said.length() > 36) {
            return Optional.empty();
        }
        if (said.length() < 36) {
            return network.withCode(said);
        }
        try {
            return network.place(UnitId.of(said)).filter(place -> !place.closed());
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static @Nullable String limited(@Nullable String text, int most, String field) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > most) {
            throw Refused.field(field, "help.field.long", most);
        }
        return text;
    }

    private First once(String key, byte[] body, Asked asked, HttpServletRequest request) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refused.field("Idempotency-Key", "help.api.key", LONGEST_KEY);
        }
        String digest = Base64.getEncoder().withoutPadding().encodeToString(sha256(body));
        String outcome =
                once.run(
                        token(key),
                        () -> {
                            enough.orRefuse(Enough.Form.HELP, request);
                            return asked;
                        },
                        wanted -> {
                            AskForHelp.Receipt receipt = askForHelp.from(wanted);
                            return json.writeValueAsString(
                                    new First(
                                            digest,
                                            receipt.id().toString(),
                                            promise(receipt.outlook()),
                                            records.newestRoot().orElse(null)));
                        });
        First first = json.readValue(outcome, First.class);
        if (!first.body.equals(digest)) {
            throw Refused.field("Idempotency-Key", "help.api.key-used");
        }
        return first;
    }

    /** The key's own id among those of forms: its digest, in the shape of a UUID. */
    private static UUID token(String key) {
        byte[] digest =
                sha256(("POST /api/v1/help-requests " + key).getBytes(StandardCharsets.UTF_8));
        return UUID.nameUUIDFromBytes(Arrays.copyOf(digest, 16));
    }

    private static byte[] sha256(byte[] bytes) {
        return Digest.of(bytes);
    }

    private static @Nullable Promise promise(Outlook outlook) {
        Instant by = outlook.by();
        return by != null && outlook.route() instanceof Route.To to
                ? new Promise(Request.Clock.FIRST_CONTACT.name(), by, to.unitName(), to.knownAs())
                : null;
    }

    /**
     * Wrong codes are counted by address together with the code's first digits: who tries codes one
     * after the other is stopped, and others behind the same address are not.
     */
    private Optional<RequestId> opened(@Nullable String authorization, HttpServletRequest request) {
        if (authorization == null
                || authorization.length() > 80
                || !authorization.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
            return Optional.empty();
        }
        String code = authorization.substring(SCHEME.length() + 1).strip();
        String space = code.substring(0, Math.min(3, code.length()));
        return receipts.byCode(code, Whence.ofProgram(request, space), List.of());
    }

    private static Followed followed(Hers.View view) {
        Hers.Promise promise = view.promise();
        Stream<Happened> since =
                view.timeline().stream()
                        .map(e -> new Happened(e.what(), e.at(), e.who(), e.unit(), e.words()));
        Happened begin =
                new Happened(
                        view.onBehalf() ? "asked-for-her" : "asked",
                        view.askedAt(),
                        null,
                        null,
                        view.story());
        return new Followed(
                view.stage().name(),
                promise == null
                        ? null
                        : new Promise(
                                promise.what(),
                                promise.due(),
                                view.unitName(),
                                view.claimedBy() != null ? view.claimedBy() : view.desk()),
                view.late(),
                view.askedAt(),
                Stream.concat(since, Stream.of(begin)).toList());
    }

    private ResponseEntity<ProblemDetail> refused(
            HttpStatus status, String key, Locale locale, String header, String value) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(texts.getMessage(key, null, locale));
        return ResponseEntity.status(status)
                .header(header, value)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
