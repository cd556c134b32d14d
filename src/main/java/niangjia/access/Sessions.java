package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Provider.Identity;
import niangjia.shared.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** Sessions: coming in, the list of one's own, ending one from any device, and their end. */
@Component
class Sessions {

    private static final String DEVICE = "device";
    private static final String BOUND = "bound";

    /** Who the provider said that she is, and which session of hers there it was. */
    private static final String VOUCHED = "vouched";

    private static final String THERE = "there";

    /** Whatever is done meanwhile: then she signs in again, wholly. */
    static final Duration LONGEST = Duration.ofHours(12);

    private final FindByIndexNameSessionRepository<?> sessions;
    private final SecurityContextRepository contexts;
    private final Bound bound;
    private final JdbcClient jdbc;

    Sessions(
            FindByIndexNameSessionRepository<?> sessions,
            SecurityContextRepository contexts,
            Bound bound,
            JdbcClient jdbc) {
        this.sessions = sessions;
        this.contexts = contexts;
        this.bound = bound;
        this.jdbc = jdbc;
    }

    /** Somebody has just signed in: what the session remembered of another is gone. */
    void comeIn(Staff staff, HttpServletRequest request, HttpServletResponse response) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        enter(staff, request, response);
    }

    /** Who stands in the session, also where the filter has not looked. */
    Optional<Staff> staff(HttpServletRequest request) {
        Authentication who = contexts.loadDeferredContext(request).get().getAuthentication();
        return who != null && who.getPrincipal() instanceof Staff staff
                ? Optional.of(staff)
                : Optional.empty();
    }

    /**
     * A session that has lasted its longest life ends here, and one in which somebody stands whom
     * this program did not let in: who writes the database puts nobody's name into a session.
     */
    void endIfNoneOfOurs(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null
                && (session.getLastAccessedTime() - session.getCreationTime() >= LONGEST.toMillis()
                        || staff(request)
                                .filter(who -> !isBound(who, session) || !stands(who))
                                .isPresent())) {
            session.invalidate();
        }
    }

    private boolean isBound(Staff staff, HttpSession session) {
        return session.getAttribute(BOUND) instanceof byte[] kept
                && Bound.fits(kept, bound.sitting(session.getId(), staff));
    }

    /**
     * Asked at each request: whoever came in while the account was given back or its password
     * changed came too late to be found among the sessions that ended with it.
     */
    private boolean stands(Staff staff) {
        return staff.demonstration()
                || jdbc.sql(
                                "select exists (select from access.account where id = ? and closed_at is null and bound = decode(?, 'hex'))")
                        .params(staff.accountOrRefuse(), staff.standing())
                        .query(Boolean.class)
                        .single();
    }

    /**
     * A new number for the session of who has proved something, so that the old one is worth
     * nothing. It lasts no longer for it.
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
        HttpSession session = request.getSession();
        session.setAttribute(DEVICE, device(request.getHeader("User-Agent")));
        session.setAttribute(BOUND, bound.sitting(session.getId(), staff));
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

    /**
     * The provider let her in: it may end this session.
     *
     * @param there her session at the provider, if it said which
     */
    void vouchedFor(Identity who, @Nullable String there, HttpServletRequest request) {
        HttpSession session = request.getSession();
        session.setAttribute(VOUCHED, bound.vouched(who));
        if (there != null) {
            session.setAttribute(THERE, bound.there(who.issuer(), there));
        }
    }

    /**
     * Somebody signed out at the provider: of what it opened, the sessions that belong to the one
     * there; those of hers of which it never said to which they belong; all of hers if it names
     * none.
     *
     * @return whose sessions they were
     */
    List<UUID> signedOut(String issuer, @Nullable String subject, @Nullable String there) {
        record Open(String id, String person) {}
        List<Open> open =
                jdbc.sql(
                                """
                                select s.session_id as id, s.principal_name as person from access.session s
                                where s.primary_id in (select session_primary_id from access.session_attributes
                                    where attribute_name = 'there' and attribute_bytes = :there)
                                  or s.primary_id in (select session_primary_id from access.session_attributes
                                    where attribute_name = 'vouched' and attribute_bytes = :who)
                                  and (cast(:there as bytea) is null or not exists (select from access.session_attributes a
                                    where a.session_primary_id = s.primary_id and a.attribute_name = 'there'))
                                """)
                        .param(
                                "there",
                                there == null
                                        ? null
                                        : SessionWords.written(bound.there(issuer, there)),
                                Types.BINARY)
                        .param(
                                "who",
                                subject == null
                                        ? null
                                        : SessionWords.written(
                                                bound.vouched(new Identity(issuer, subject))),
                                Types.BINARY)
                        .query(Open.class)
                        .list();
        open.forEach(session -> sessions.deleteById(session.id));
        return open.stream()
                .map(Open::person)
                .filter(Objects::nonNull)
                .distinct()
                .map(UUID::fromString)
                .toList();
    }

    private static String hashed(String session) {
        return HexFormat.of().formatHex(Arrays.copyOf(Digest.of(session), 16));
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
