package niangjia.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Digest;
import niangjia.site.Peers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuedAtValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Reads what the provider sends when somebody has signed out there (OpenID Connect Back-Channel
 * Logout 1.0): signed with its keys, for us, of now, about somebody, and not sent before.
 */
final class LogoutTokens {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutTokens.class);

    /** None is longer: then nothing of it is read. */
    private static final int LONGEST = 10_000;

    /** How old one may be, and how far the provider's clock may be off. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    private final ClientRegistrationRepository registrations;
    private final Peers peers;
    private final Once once;
    private final Clock clock;
    private volatile @Nullable NimbusJwtDecoder decoder;

    LogoutTokens(ClientRegistrationRepository registrations, Peers peers, Once once, Clock clock) {
        this.registrations = registrations;
        this.peers = peers;
        this.once = once;
        this.clock = clock;
    }

    /**
     * Nothing for one that the standard refuses, whatever is wrong with it, and for a second time.
     */
    Optional<OidcLogoutToken> read(String sent) {
        if (sent.isEmpty() || sent.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Jwt jwt = decoder().decode(sent);
            // With a nonce, without its number or its event it is none, and none is made of it.
            OidcLogoutToken token =
                    OidcLogoutToken.withTokenValue(sent)
                            .claims(claims -> claims.putAll(jwt.getClaims()))
                            .build();
            return once.isFirst(number(token)) ? Optional.of(token) : Optional.empty();
        } catch (JwtException | IllegalArgumentException refused) {
            LOG.warn("what the provider sent is refused: {}", refused.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Kept longer than one is recent. */
    private static UUID number(OidcLogoutToken token) {
        byte[] digest =
                Digest.of(
                        "logout token "
                                + token.getIssuer()
                                + " "
                                + Objects.requireNonNull(token.getId()));
        return UUID.nameUUIDFromBytes(digest);
    }

    /** Its keys are asked of the provider when it first sends something: it may be away now. */
    private NimbusJwtDecoder decoder() {
        NimbusJwtDecoder known = decoder;
        if (known == null) {
            ClientRegistration client =
                    Objects.requireNonNull(registrations.findByRegistrationId(Provider.NAME));
            known =
                    NimbusJwtDecoder.withJwkSetUri(
                                    Objects.requireNonNull(
                                            client.getProviderDetails().getJwkSetUri()))
                            .validateType(false)
                            .restOperations(new RestTemplate(peers))
                            .build();
            known.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
            known.setJwtValidator(valid(client));
            decoder = known;
        }
        return known;
    }

    private OAuth2TokenValidator<Jwt> valid(ClientRegistration client) {
        var type = new JwtTypeValidator("JWT", "logout+jwt");
        type.setAllowEmpty(true);
        var until = new JwtTimestampValidator(Duration.ofMinutes(1));
        until.setAllowEmptyExpiryClaim(false);
        until.setClock(clock);
        var issued = new JwtIssuedAtValidator(true);
        issued.setClockSkew(RECENT);
        issued.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                type,
                new JwtIssuerValidator(
                        Objects.requireNonNull(client.getProviderDetails().getIssuerUri())),
                new JwtAudienceValidator(client.getClientId()),
                until,
                issued,
                LogoutTokens::namesSomebody);
    }

    /** What names neither a person nor a session ends none. */
    private static OAuth2TokenValidatorResult namesSomebody(Jwt token) {
        return isSaid(token.getClaims().get(LogoutTokenClaimNames.SUB))
                        || isSaid(token.getClaims().get(LogoutTokenClaimNames.SID))
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
    }

    private static boolean isSaid(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank();
    }
}
