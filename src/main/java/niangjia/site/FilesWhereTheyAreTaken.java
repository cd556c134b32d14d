package niangjia.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files are taken at the addresses that say so only, and only if their sender says how much is to
 * come: nobody fills the disk through another form.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
class FilesWhereTheyAreTaken extends OncePerRequestFilter {

    private final ObjectProvider<TakesFiles> addresses;

    FilesWhereTheyAreTaken(ObjectProvider<TakesFiles> addresses) {
        this.addresses = addresses;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            chain.doFilter(request, response);
            return;
        }
        TakesFiles taken =
                addresses.stream()
                        .filter(one -> one.address().matcher(request.getRequestURI()).matches())
                        .findFirst()
                        .orElse(null);
        long length = request.getContentLengthLong();
        if (taken == null) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (length < 0) {
            response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else if (length > taken.mostBytes()) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            chain.doFilter(request, response);
        }
    }
}
