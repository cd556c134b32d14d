package niangjia.pocket;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.access.Attempts;
import niangjia.access.DeviceName;
import niangjia.access.Known;
import niangjia.network.SeatHeld;
import niangjia.shared.Refused;
import niangjia.site.FormToken;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the page on a phone asks and tells, as JSON. */
@RestController
class PhoneController {

    private static final int TRIES_OF_A_DEVICE = 240;
    private static final int TRIES_OF_AN_ADDRESS = 6_000;
    private static final int SECRET = 43;

    /** What a phone shows of itself. */
    record Standing(@Nullable String secret) {}

    private final Devices devices;
    private final HandIn handIn;
    private final Carry carry;
    private final Attempts attempts;
    private final JsonMapper json;
    private final Clock clock;

    PhoneController(
            Devices devices,
            HandIn handIn,
            Carry carry,
            Attempts attempts,
            JsonMapper json,
            Clock clock) {
        this.devices = devices;
        this.handIn = handIn;
        this.carry = carry;
        this.attempts = attempts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Also when nobody is signed in any more: what was lost is erased at its next contact. Nothing
     * else is told, and an unknown secret is told to keep what it has.
     */
    @PostMapping("/pocket/standing")
    ResponseEntity<Map<String, Object>> standing(HttpServletRequest request) throws IOException {
        String secret = read(request, Standing.class).secret();
        if (secret == null || secret.length() != SECRET) {
            throw Sent.unreadable();
        }
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("pocket standing " + secret, TRIES_OF_A_DEVICE);
        limits.put("pocket standing from " + request.getRemoteAddr(), TRIES_OF_AN_ADDRESS);
        if (!attempts.take(limits)) {
            return answered(HttpStatus.TOO_MANY_REQUESTS, Map.of("word", "keep"));
        }
        boolean revoked = devices.seen(secret).filter(Devices.Seen::revoked).isPresent();
        return answered(HttpStatus.OK, Map.of("word", revoked ? "erase" : "keep"));
    }

    /** Who is signed in, and what the next writing needs. */
    @GetMapping("/pocket/me")
    ResponseEntity<Map<String, Object>> me(Known who, Look look) {
        return answered(HttpStatus.OK, me(look, who));
    }

    @PostMapping("/pocket/devices/new")
    ResponseEntity<Map<String, Object>> register(
            HttpServletRequest request, Known who, FormToken token) {
        token.orRefuse();
        Devices.Given given =
                devices.put(who.person(), DeviceName.of(request.getHeader("User-Agent")));
        return answered(
                HttpStatus.OK, Map.of("id", given.id().toString(), "secret", given.secret()));
    }

    @PostMapping("/pocket/hand-in")
    ResponseEntity<Map<String, Object>> handIn(
            HttpServletRequest request, Known who, FormToken token, Look look) throws IOException {
        token.orRefuse();
        Sent sent = read(request, Sent.class);
        Instant now = clock.instant();
        List<Sent.Read> lines = sent.lines(now);
        String secret = sent.device();
        Optional<Devices.Seen> device =
                secret == null || secret.length() != SECRET
                        ? Optional.empty()
                        : devices.seen(secret);
        if (device.isEmpty()) {
            return answered(HttpStatus.CONFLICT, Map.of("word", "unknown"));
        }
        if (device.get().revoked()) {
            return answered(HttpStatus.CONFLICT, Map.of("word", "erase"));
        }
        if (!device.get().person().equals(who.person())) {
            return answered(HttpStatus.CONFLICT, Map.of("word", "other"));
        }
        List<Told> told = handIn.from(who, device.get().id(), lines);
        Map<String, Object> body = new LinkedHashMap<>(me(look, who));
        body.put("answers", told.stream().map(t -> answer(look, t)).toList());
        Optional<Carry.Lists> lists = who.actor().map(carry::of);
        body.put("lists", lists.map(Carry.Lists::lists).orElse(Map.of()));
        body.put("until", lists.map(Carry.Lists::until).orElse(now).toString());
        return answered(HttpStatus.OK, body);
    }

    private Map<String, Object> me(Look look, Known who) {
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("once", look.formToken());
        me.put("now", clock.instant().toString());
        me.put("person", who.person().toString());
        SeatHeld seat = who.seat();
        if (seat != null) {
            me.put("seat", seat.seat().toString());
            me.put("name", seat.knownAs());
            me.put("place", seat.place().name());
        }
        return me;
    }

    private static Map<String, Object> answer(Look look, Told told) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", told.id().toString());
        answer.put("word", told.word().word());
        if (told.decides() != null) {
            answer.put("decides", told.decides());
        }
        if (told.why() != null) {
            answer.put("text", look.t(told.why(), told.details().toArray()));
        }
        return answer;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(Refused refused, Look look) {
        return answered(
                refused.again() == null
                        ? HttpStatus.UNPROCESSABLE_CONTENT
                        : HttpStatus.TOO_MANY_REQUESTS,
                Map.of(
                        "word",
                        "refused",
                        "why",
                        refused.key(),
                        "text",
                        look.t(refused.key(), refused.details())));
    }

    private <T> T read(HttpServletRequest request, Class<T> as) throws IOException {
        try (InputStream body = request.getInputStream()) {
            byte[] bytes = body.readNBytes(Sent.LARGEST + 1);
            T read = bytes.length > Sent.LARGEST ? null : json.readValue(bytes, as);
            if (read == null) {
                throw Sent.unreadable();
            }
            return read;
        } catch (JacksonException malformed) {
            // Its message would quote her words.
            throw Sent.unreadable();
        }
    }

    private static ResponseEntity<Map<String, Object>> answered(
            HttpStatus status, Map<String, Object> body) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }
}
