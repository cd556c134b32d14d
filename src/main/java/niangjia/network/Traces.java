package niangjia.network;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import niangjia.network.model.Membership;
import niangjia.network.queries.ReadMembers;
import niangjia.network.tasks.JoinFederation;
import niangjia.network.tasks.MembershipLinks;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.web.util.WebUtils;

/**
 * What the net holds of somebody who has no seat in it: told and erased for who answers her in the
 * name of all modules. Her private links are her right to it.
 */
@Service
public class Traces {

    /** The cookie that holds the private links of what she joined, with dots between. */
    public static final String COOKIE = "joined";

    /** How many of them a browser keeps. */
    public static final int MOST = 5;

    /** A federation that she joined. */
    public record Joined(
            String federation, String knownAs, @Nullable String contact, LocalDate since) {}

    private final ReadMembers members;
    private final MembershipLinks links;
    private final JoinFederation joinFederation;
    private final JdbcClient jdbc;

    Traces(
            ReadMembers members,
            MembershipLinks links,
            JoinFederation joinFederation,
            JdbcClient jdbc) {
        this.members = members;
        this.links = links;
        this.joinFederation = joinFederation;
        this.jdbc = jdbc;
    }

    /** The links that this browser holds, the latest first. */
    public static List<String> tokens(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty()
                ? List.of()
                : Arrays.stream(cookie.getValue().split("\\.")).limit(MOST).toList();
    }

    /** Those of her links that still stand. */
    public List<Joined> joined(List<String> tokens) {
        return members.hers(Scope.everyone(), memberships(tokens)).values().stream()
                .map(hers -> new Joined(hers.name(), hers.knownAs(), hers.contact(), hers.since()))
                .toList();
    }

    /** She leaves them all: name and contact are erased, the days stay. */
    public void leave(List<String> tokens) {
        memberships(tokens).forEach(joinFederation::leave);
    }

    /** Who applied is forgotten when the answer lies far enough back; how many that were. */
    public int forgetApplicants(Instant answeredBefore) {
        return jdbc.sql(
                        "update network.application set applicant = null, contact = null, proof = null"
                                + " where answered_at < ? and applicant is not null")
                .param(Timestamp.from(answeredBefore))
                .update();
    }

    private List<Membership> memberships(List<String> tokens) {
        return tokens.stream().map(links::of).flatMap(Optional::stream).toList();
    }
}
