package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What the provider is asked for. Who is in here already goes there to prove herself again: then it
 * must ask her and not only remember her, or whoever finds her phone would be proved, too.
 */
final class WayOut implements OAuth2AuthorizationRequestResolver {

    /** In seconds: whoever goes out and never comes back leaves nothing here for long. */
    private static final int SOON = 600;

    private final DefaultOAuth2AuthorizationRequestResolver requests;
    private final Sessions sessions;

    WayOut(ClientRegistrationRepository registrations, String address, Sessions sessions) {
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, address);
        this.requests.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
        this.sessions = sessions;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return asking(request, requests.resolve(request));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(
            HttpServletRequest request, String registration) {
        return asking(request, requests.resolve(request, registration));
    }

    private @Nullable OAuth2AuthorizationRequest asking(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest out) {
        if (out == null) {
            return null;
        }
        String state = out.getState();
        if (state != null && request.getParameter(Beginning.WISHED) != null) {
            Beginning.goesOut(request, state);
        }
        Optional<Staff> here = sessions.staff(request);
        if (here.isEmpty()) {
            request.getSession().setMaxInactiveInterval(SOON);
        }
        boolean again = here.filter(Staff::known).isPresent();
        Duration since = again ? Duration.ZERO : Sessions.LONGEST;
        return OAuth2AuthorizationRequest.from(out)
                .additionalParameters(more -> {
                    // With it the provider says when it asked her.
                    more.put("max_age", since.toSeconds());
                    if (again) {
                        more.put("prompt", "login");
                    }
                })
                .build();
    }
}
