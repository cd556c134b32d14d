package niangjia.site;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files are taken at the addresses that say so only, and only if their sender says how much is to
 * come: nobody fills the disk through another form. What is refused is thrown away as it comes; the
 * page that says so would else lay it down to look for fields in it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
class FilesWhereTheyAreTaken extends OncePerRequestFilter {

    private static final String REFUSED = FilesWhereTheyAreTaken.class.getName();

    /** Of more nothing is read: the line ends. */
    private static final long MOST_THROWN_AWAY = 201L << 20;

    private final ObjectProvider<TakesFiles> addresses;

    FilesWhereTheyAreTaken(ObjectProvider<TakesFiles> addresses) {
        this.addresses = addresses;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(
                    request.getAttribute(REFUSED) == null ? request : new WithoutFiles(request),
                    response);
            return;
        }
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
            refuse(request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (length < 0) {
            refuse(request, response, HttpServletResponse.SC_LENGTH_REQUIRED);
        } else if (length > taken.mostBytes()) {
            refuse(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Only once all has come: a browser that is answered before shows no answer. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        long length = request.getContentLengthLong();
        if (length >= 0 && length <= MOST_THROWN_AWAY) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        request.setAttribute(REFUSED, true);
        response.sendError(status);
    }

    private static final class WithoutFiles extends HttpServletRequestWrapper {

        WithoutFiles(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }
    }
}
