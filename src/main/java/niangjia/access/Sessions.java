package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import niangjia.database.DataFolder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Sessions: coming in, the list of one's own, ending one from any device. */
@Component
class Sessions {

    private static final String DEVICE = "device";
    private static final String TRUSTED = "trusted";
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final FindByIndexNameSessionRepository<?> sessions;
    private final SecurityContextRepository contexts;
    private final byte[] key;

    Sessions(
            FindByIndexNameSessionRepository<?> sessions,
            SecurityContextRepository contexts,
            DataFolder folder) {
        this.sessions = sessions;
        this.contexts = contexts;
        this.key = folder.secret("trusted-devices", 32);
    }

    /**
     * A session of its own for who has just come in, so that an old one's number is worth nothing.
     */
    void enter(Staff staff, HttpServletRequest request, HttpServletResponse response) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            request.changeSessionId();
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(staff, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        request.getSession().setAttribute(DEVICE, device(request.getHeader("User-Agent")));
    }

    void leave(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    List<WaysPage.Session> of(UUID person, HttpServletRequest request) {
        String here = request.getSession().getId();
        return sessions.findByPrincipalName(person.toString()).values().stream()
                .filter(session -> !session.isExpired())
                .map(session -> {
                    String device = session.getAttribute(DEVICE);
                    return new WaysPage.Session(
                            hashed(session.getId()),
                            device == null ? "" : device,
                            session.getCreationTime(),
                            session.getLastAccessedTime(),
                            session.getId().equals(here));
                })
                .sorted(Comparator.comparing(WaysPage.Session::used).reversed())
                .limit(50)
                .toList();
    }

    void end(UUID person, String id) {
        sessions.findByPrincipalName(person.toString()).keySet().stream()
                .filter(session -> hashed(session).equals(id))
                .forEach(sessions::deleteById);
    }

    /** All but the one in use. */
    void endOthers(UUID person, HttpServletRequest request) {
        HttpSession here = request.getSession(false);
        sessions.findByPrincipalName(person.toString()).keySet().stream()
                .filter(session -> here == null || !session.equals(here.getId()))
                .forEach(sessions::deleteById);
    }

    /** The device has let this login in before. */
    boolean trusts(HttpServletRequest request, String login) {
        var cookie = WebUtils.getCookie(request, TRUSTED);
        if (cookie == null || cookie.getValue().length() != 96) {
            return false;
        }
        String value = cookie.getValue();
        return MessageDigest.isEqual(
                signed(value.substring(0, 32), login).getBytes(StandardCharsets.US_ASCII),
                value.getBytes(StandardCharsets.US_ASCII));
    }

    void trust(HttpServletRequest request, HttpServletResponse response, String login) {
        if (!trusts(request, login)) {
            var random = new byte[16];
            new SecureRandom().nextBytes(random);
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(TRUSTED, signed(HexFormat.of().formatHex(random), login))
                            .path("/access")
                            .maxAge(A_YEAR)
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
    }

    /** What tells this device apart when tries are counted. */
    static String deviceOf(HttpServletRequest request, boolean trusted) {
        var cookie = WebUtils.getCookie(request, trusted ? TRUSTED : "form");
        return cookie == null ? "none" : cookie.getValue();
    }

    private String signed(String random, String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return random
                    + HexFormat.of()
                            .formatHex(
                                    mac.doFinal((random + login).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static String hashed(String session) {
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256")
                            .digest(session.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(all, 16));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Enough to recognise one's own: the browser and the system, never a fingerprint. */
    static String device(@Nullable String agent) {
        String said = agent == null ? "" : agent;
        String browser =
                said.contains("MicroMessenger")
                        ? "WeChat"
                        : said.contains("Edg/")
                                ? "Edge"
                                : said.contains("Firefox/")
                                        ? "Firefox"
                                        : said.contains("Chrome/")
                                                ? "Chrome"
                                                : said.contains("Safari/") ? "Safari" : "";
        String system =
                said.contains("HarmonyOS")
                        ? "HarmonyOS"
                        : said.contains("Android")
                                ? "Android"
                                : said.contains("iPhone") || said.contains("iPad")
                                        ? "iOS"
                                        : said.contains("Windows")
                                                ? "Windows"
                                                : said.contains("Mac OS")
                                                        ? "macOS"
                                                        : said.contains("Linux") ? "Linux" : "";
        return (browser + " " + system).strip();
    }
}
