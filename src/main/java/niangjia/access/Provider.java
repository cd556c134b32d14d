package niangjia.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * An organisation's own sign-in (OpenID Connect), if the operator names one. An account there opens
 * one here only after its holder, freshly proved, has linked it herself; never by a name or an
 * address that somebody typed there.
 */
@Component
class Provider {

    /** The one registration's name, as it stands in addresses. */
    static final String NAME = "organisation";

    /** Who somebody is there. */
    record Identity(String issuer, String subject) {}

    private record Linked(
            UUID account, UUID person, byte[] standing, byte[] bound, boolean twice) {}

    private final JdbcClient jdbc;
    private final Bound bound;
    private final Clock clock;
    private final String issuer;
    private final String name;
    private final Set<String> twoFactors;

    /**
     * @param issuer the provider's address, https or this machine; empty: none
     * @param twoFactors words of {@code amr} or {@code acr} by which it says that it asked for two
     */
    Provider(
            JdbcClient jdbc,
            Bound bound,
            Clock clock,
            @Value("${niangjia.provider.issuer:}") String issuer,
            @Value("${niangjia.provider.name:}") String name,
            @Value("${niangjia.provider.two-factors:}") String twoFactors) {
        this.jdbc = jdbc;
        this.bound = bound;
        this.clock = clock;
        this.issuer = checked(issuer.strip());
        this.name = name.isBlank() ? "OpenID" : name.strip();
        this.twoFactors =
                Arrays.stream(twoFactors.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String checked(String issuer) {
        if (issuer.isEmpty()) {
            return issuer;
        }
        URI address = URI.create(issuer);
        boolean here;
        try {
            here =
                    "http".equals(address.getScheme())
                            && InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException nonsense) {
            here = false;
        }
        if (!"https".equals(address.getScheme()) && !here) {
            throw new IllegalStateException(
                    "niangjia.provider.issuer must be an https address: " + issuer);
        }
        return issuer;
    }

    String issuer() {
        return issuer;
    }

    /** What it is called on pages; none: there is no provider. */
    @Nullable String name() {
        return issuer.isEmpty() ? null : name;
    }

    static Identity of(OidcUser user) {
        return new Identity(
                Objects.requireNonNull(user.getIssuer()).toString(),
                Objects.requireNonNull(user.getSubject()));
    }

    /** It says that it asked for two factors, in a word that the operator trusts. */
    boolean provedTwice(OidcUser user) {
        List<String> amr = user.getAuthenticationMethods();
        String acr = user.getAuthenticationContextClass();
        return Stream.concat(amr == null ? Stream.empty() : amr.stream(), Stream.ofNullable(acr))
                .anyMatch(twoFactors::contains);
    }

    /**
     * When it asked her who she is; long ago if it does not say so, as then it only remembers her.
     */
    Instant askedAt(OidcUser user) {
        Instant now = clock.instant();
        Instant said = user.getAuthenticatedAt();
        if (said == null) {
            return now.minus(Actor.FRESH).minusSeconds(1);
        }
        return said.isAfter(now) ? now : said;
    }

    /** Whose account it opens. */
    Optional<Staff> holder(Identity identity) {
        return jdbc.sql(
                        "select p.account, a.person, a.bound as standing, p.bound, p.twice from access.provider_identity p"
                                + " join access.account a on a.id = p.account"
                                + " where p.issuer = ? and p.subject = ? and a.closed_at is null")
                .params(identity.issuer, identity.subject)
                .query(Linked.class)
                .optional()
                .filter(found ->
                        Bound.fits(
                                found.bound, bound.identity(found.account, identity, found.twice)))
                .map(found -> Staff.of(found.account, found.person, found.standing));
    }

    /** The account was begun with it as two factors: with one alone nobody sets up another here. */
    boolean vouchesTwice(UUID account) {
        return jdbc.sql(
                        "select exists (select from access.provider_identity where account = ? and twice)")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    List<Identity> identities(UUID account) {
        return jdbc.sql(
                        "select issuer, subject from access.provider_identity where account = ? order by linked_at limit 20")
                .param(account)
                .query(Identity.class)
                .list();
    }

    /**
     * One account there opens one here.
     *
     * @param twice it is the only way in here, and vouches for two factors
     */
    void link(UUID account, Identity identity, boolean twice) {
        int linked =
                jdbc.sql(
                                "insert into access.provider_identity (issuer, subject, account, bound, twice, linked_at)"
                                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(identity.issuer)
                        .param(identity.subject)
                        .param(account)
                        .param(bound.identity(account, identity, twice))
                        .param(twice)
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (linked == 0
                && holder(identity).filter(her -> account.equals(her.account())).isEmpty()) {
            throw Refused.because("access.provider.others");
        }
    }

    void unlink(UUID account) {
        jdbc.sql("delete from access.provider_identity where account = ?").param(account).update();
    }
}
