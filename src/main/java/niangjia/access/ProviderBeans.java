package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import niangjia.access.KnownDevices.Part;
import niangjia.access.Provider.Identity;
import niangjia.shared.Refused;
import niangjia.site.Peers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The way out to an organisation's provider and back, where the operator names one: Spring
 * Security's own code flow with PKCE, state and nonce. What it brings back is who somebody is
 * there; tokens are kept nowhere, and the session stays ours.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${niangjia.provider.issuer:}'.isBlank()")
class ProviderBeans {

    /** The session's word for who somebody was there, until its holder says that it is she. */
    static final String WANTED = "provider";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderBeans.class);
    private static final String OUT = "/access/provider/out";
    private static final String IN = "/access/provider/in";

    @Bean
    @Order(1)
    SecurityFilterChain provider(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            Arrival arrival,
            Sessions sessions,
            Peers peers)
            throws Exception {
        var requests = new WayOut(registrations, OUT, sessions);
        return http.securityMatcher(OUT + "/**", IN + "/**")
                .addFilterBefore(AccessBeans.ending(sessions), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .securityContext(context ->
                        context.securityContextRepository(
                                new RequestAttributeSecurityContextRepository()))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.none()))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .oauth2Login(login ->
                        login.clientRegistrationRepository(registrations)
                                .authorizedClientRepository(new KeepsNothing())
                                .loginPage("/access")
                                .authorizationEndpoint(
                                        out -> out.authorizationRequestResolver(requests))
                                .redirectionEndpoint(in -> in.baseUri(IN + "/*"))
                                .tokenEndpoint(
                                        tokens -> tokens.accessTokenResponseClient(tokens(peers)))
                                .successHandler(arrival::arrived)
                                .failureHandler((request, response, failed) -> {
                                    LOG.warn(
                                            "the provider's answer is refused: {}",
                                            failed.getClass().getSimpleName());
                                    response.sendRedirect("/access?provider=refused");
                                }))
                .build();
    }

    /** Asked of the provider when somebody goes there for the first time: it may be away now. */
    @Bean
    ClientRegistrationRepository registrations(
            Provider provider,
            Peers peers,
            @Value("${niangjia.provider.client:}") String client,
            @Value("${niangjia.provider.secret:}") String secret) {
        return new ClientRegistrationRepository() {

            private volatile @Nullable ClientRegistration known;

            @Override
            public @Nullable ClientRegistration findByRegistrationId(String id) {
                if (!id.equals(Provider.NAME)) {
                    return null;
                }
                ClientRegistration found = known;
                if (found == null) {
                    found =
                            ClientRegistrations.fromOidcConfiguration(
                                            metadata(provider.issuer(), peers))
                                    .registrationId(Provider.NAME)
                                    .clientId(client)
                                    .clientSecret(secret)
                                    .scope(OidcScopes.OPENID)
                                    .redirectUri("{baseUrl}" + IN + "/{registrationId}")
                                    .build();
                    known = found;
                }
                return found;
            }
        };
    }

    /** What the provider tells of itself; whom it names there must be known to the operator too. */
    static Map<String, Object> metadata(String issuer, Peers peers) {
        String at = issuer.endsWith("/") ? issuer : issuer + "/";
        Map<String, Object> told =
                RestClient.builder()
                        .requestFactory(peers)
                        .build()
                        .get()
                        .uri(URI.create(at + ".well-known/openid-configuration"))
                        .retrieve()
                        .body(new ParameterizedTypeReference<>() {});
        if (told == null || !issuer.equals(told.get("issuer"))) {
            throw new IllegalStateException("the provider at " + issuer + " is another");
        }
        for (String name : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            try {
                peers.named(URI.create(String.valueOf(told.get(name))));
            } catch (Peers.Stranger stranger) {
                throw new UncheckedIOException("the provider's " + name, stranger);
            }
        }
        // More about her than who she is there is not asked for.
        told.remove("userinfo_endpoint");
        return told;
    }

    private static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens(
            Peers peers) {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(
                RestClient.builder()
                        .requestFactory(peers)
                        .configureMessageConverters(converters ->
                                converters.addCustomConverter(
                                        new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return client;
    }

    /** As the framework reads an answer, but for whom the keys are asked of. */
    @Bean
    JwtDecoderFactory<ClientRegistration> identities(Peers peers) {
        Map<String, JwtDecoder> known = new ConcurrentHashMap<>();
        return registration ->
                known.computeIfAbsent(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()),
                        keys -> {
                            NimbusJwtDecoder decoder =
                                    NimbusJwtDecoder.withJwkSetUri(keys)
                                            .restOperations(new RestTemplate(peers))
                                            .build();
                            decoder.setJwtValidator(
                                    JwtValidators.createDefaultWithValidators(
                                            List.of(new OidcIdTokenValidator(registration))));
                            decoder.setClaimSetConverter(
                                    OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
                            return decoder;
                        });
    }

    @Bean
    LogoutTokens logoutTokens(
            ClientRegistrationRepository registrations, Peers peers, Once once, Clock clock) {
        return new LogoutTokens(registrations, peers, once, clock);
    }

    @Bean
    Arrival arrival(
            Provider provider,
            Sessions sessions,
            FirstAccount firstAccount,
            Invitations invitations,
            SecondFactor second,
            Passkeys passkeys,
            SignIn signIn,
            SignIns signIns,
            KnownDevices devices,
            Clock clock) {
        return new Arrival(
                provider,
                sessions,
                firstAccount,
                invitations,
                second,
                passkeys,
                signIn,
                signIns,
                devices,
                clock);
    }

    /** Somebody comes back from the provider, who vouches for her. */
    record Arrival(
            Provider provider,
            Sessions sessions,
            FirstAccount firstAccount,
            Invitations invitations,
            SecondFactor second,
            Passkeys passkeys,
            SignIn signIn,
            SignIns signIns,
            KnownDevices devices,
            Clock clock) {

        void arrived(HttpServletRequest request, HttpServletResponse response, Authentication who)
                throws IOException {
            if (!(who.getPrincipal() instanceof OidcUser user)) {
                response.sendRedirect("/access?provider=refused");
                return;
            }
            Optional<Beginning> begun = Beginning.comesBack(request);
            if (begun.isPresent()) {
                response.sendRedirect(begins(begun.get(), user, request, response));
                return;
            }
            Identity identity = Provider.of(user);
            Optional<Staff> holder = provider.holder(identity);
            Staff here =
                    sessions.staff(request)
                            .filter(staff -> staff.known() && !staff.demonstration())
                            .orElse(null);
            if (here != null && holder.isEmpty()) {
                request.getSession()
                        .setAttribute(WANTED, new String[] {identity.issuer(), identity.subject()});
                response.sendRedirect("/access/provider");
            } else if (here != null && Objects.equals(holder.get().account(), here.account())) {
                provesAgain(here, user, request, response);
                response.sendRedirect("/access/ways");
            } else if (holder.isPresent()) {
                response.sendRedirect(comesIn(holder.get(), user, request, response));
            } else {
                response.sendRedirect("/access?provider=unknown");
            }
        }

        /** Only what it has just asked her for: it remembers whoever holds her phone. */
        private void provesAgain(
                Staff here,
                OidcUser user,
                HttpServletRequest request,
                HttpServletResponse response) {
            Staff again = here.provedAt(provider.askedAt(user));
            if (provider.provedTwice(user) && again.fresh(clock.instant())) {
                sessions.enter(again, request, response);
                signIns.log(here, "access.second-proved");
            }
        }

        /** With her link: it is used up by it, unless the account there is somebody else's. */
        private String begins(
                Beginning begun,
                OidcUser user,
                HttpServletRequest request,
                HttpServletResponse response) {
            var way = new FirstWay.Vouched(Provider.of(user), provider.provedTwice(user));
            Staff staff;
            try {
                staff =
                        begun.first()
                                ? firstAccount.open(begun.token(), begun.name(), begun.code(), way)
                                : invitations.accept(
                                        begun.token(),
                                        way,
                                        person -> sessions.endOthers(person, request));
            } catch (Refused refused) {
                return begun.page()
                        + (refused.key().equals("access.provider.others")
                                ? "?provider=others"
                                : "?provider=refused");
            }
            signIns.log(staff, "access.provider-linked");
            return comesIn(staff, user, request, response);
        }

        /**
         * As with the password: a second factor follows, unless the provider asked for two. Where
         * there is none, since the provider asked for two when the account was begun, it must.
         */
        private String comesIn(
                Staff staff,
                OidcUser user,
                HttpServletRequest request,
                HttpServletResponse response) {
            UUID account = staff.accountOrRefuse();
            boolean twice = provider.provedTwice(user);
            if (!twice
                    && provider.vouchesTwice(account)
                    && !second.hasApp(account)
                    && passkeys.of(account).isEmpty()) {
                return "/access?provider=once";
            }
            sessions.comeIn(
                    twice ? staff.provedAt(provider.askedAt(user)) : staff, request, response);
            sessions.vouchedFor(Provider.of(user), user.getClaimAsString("sid"), request);
            if (!twice) {
                return "/access/second";
            }
            devices.remember(request, response, Part.STAFF, signIn.login(account));
            signIns.log(staff, "access.signed-in");
            return "/workbench";
        }
    }

    /** No token of the provider is needed afterwards, so none is kept. */
    private static final class KeepsNothing implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {}
    }
}
