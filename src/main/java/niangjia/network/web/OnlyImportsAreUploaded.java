package niangjia.network.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Files are taken at two addresses only, so that nobody fills the disk through another form. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
class OnlyImportsAreUploaded extends OncePerRequestFilter {

    /** Of papers to be checked, how much is taken is bounded where they are. */
    private static final Set<String> ADDRESSES = Set.of(ImportController.ADDRESS, "/check-paper");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type != null
                && type.toLowerCase(Locale.ROOT).startsWith("multipart/")
                && !ADDRESSES.contains(request.getRequestURI())) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        chain.doFilter(request, response);
    }
}
