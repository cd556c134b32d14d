package niangjia.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where the address is https every cookie goes out as secure and under a name that browsers let
 * nobody else set: {@code __Host-} for the whole site, {@code __Secure-} for the two of a part of
 * it. Cookies without that name are not read there, since a neighbour on the network could have
 * planted them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class SafeCookies extends OncePerRequestFilter {

    private static final String HOST = "__Host-";
    private static final String SECURE = "__Secure-";

    /** Those of a part of the site; a neighbour on the same domain may plant the weaker name. */
    private static final Set<String> OF_A_PART = Set.of("trusted", "known");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.isSecure();
    }

    /**
     * An error's page is answered within the first pass, and asks for cookies by the same names.
     */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Read(request), new Written(response));
    }

    static String safe(String cookie) {
        boolean whole =
                Arrays.stream(cookie.split(";")).map(String::strip).anyMatch("Path=/"::equals);
        String attributes = cookie.toLowerCase(java.util.Locale.ROOT);
        return (whole ? HOST : SECURE)
                + cookie
                + (attributes.contains("; secure") ? "" : "; Secure");
    }

    private static Optional<String> ours(String sent) {
        if (sent.startsWith(HOST)) {
            return Optional.of(sent.substring(HOST.length()))
                    .filter(name -> !OF_A_PART.contains(name));
        }
        return Optional.of(sent)
                .filter(name -> name.startsWith(SECURE))
                .map(name -> name.substring(SECURE.length()))
                .filter(OF_A_PART::contains);
    }

    private static final class Read extends HttpServletRequestWrapper {

        Read(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Cookie @Nullable [] getCookies() {
            Cookie[] sent = super.getCookies();
            return sent == null
                    ? null
                    : Arrays.stream(sent)
                            .flatMap(c ->
                                    ours(c.getName())
                                            .map(name -> new Cookie(name, c.getValue()))
                                            .stream())
                            .toArray(Cookie[]::new);
        }
    }

    private static final class Written extends HttpServletResponseWrapper {

        Written(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(
                    name, name.equalsIgnoreCase(HttpHeaders.SET_COOKIE) ? safe(value) : value);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(
                    name, name.equalsIgnoreCase(HttpHeaders.SET_COOKIE) ? safe(value) : value);
        }
    }
}
