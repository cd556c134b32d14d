package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.KnownDevices.Part;
import niangjia.access.Provider.Identity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;

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
            Sessions sessions)
            throws Exception {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, OUT);
        requests.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
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
                            ClientRegistrations.fromOidcIssuerLocation(provider.issuer())
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

    @Bean
    LogoutTokens logoutTokens(ClientRegistrationRepository registrations, Once once, Clock clock) {
        return new LogoutTokens(registrations, once, clock);
    }

    @Bean
    Arrival arrival(
            Provider provider,
            Sessions sessions,
            SignIn signIn,
            SignIns signIns,
            KnownDevices devices,
            Clock clock) {
        return new Arrival(provider, sessions, signIn, signIns, devices, clock);
    }

    /** Somebody comes back from the provider, who vouches for her. */
    record Arrival(
            Provider provider,
            Sessions sessions,
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
            Identity identity = Provider.of(user);
            Optional<UUID> account = provider.account(identity);
            Staff here =
                    sessions.staff(request)
                            .filter(staff -> staff.known() && !staff.demonstration())
                            .orElse(null);
            if (here != null && account.isEmpty()) {
                request.getSession()
                        .setAttribute(WANTED, new String[] {identity.issuer(), identity.subject()});
                response.sendRedirect("/access/provider");
            } else if (here != null && account.get().equals(here.account())) {
                if (provider.provedTwice(user)) {
                    sessions.enter(here.provedAt(clock.instant()), request, response);
                    signIns.log(here, "access.second-proved");
                }
                response.sendRedirect("/access/ways");
            } else if (account.isPresent()) {
                signedIn(account.get(), user, request, response);
            } else {
                response.sendRedirect("/access?provider=unknown");
            }
        }

        /** As with the password: a second factor follows, unless the provider asked for two. */
        private void signedIn(
                UUID account,
                OidcUser user,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException {
            Staff staff = signIn.holder(account);
            boolean twice = provider.provedTwice(user);
            sessions.comeIn(twice ? staff.provedAt(clock.instant()) : staff, request, response);
            sessions.vouchedFor(Provider.of(user), user.getClaimAsString("sid"), request);
            if (!twice) {
                response.sendRedirect("/access/second");
                return;
            }
            devices.remember(request, response, Part.STAFF, signIn.login(account));
            signIns.log(staff, "access.signed-in");
            response.sendRedirect("/workbench");
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
