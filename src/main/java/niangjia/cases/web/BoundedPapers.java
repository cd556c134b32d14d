package niangjia.cases.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import niangjia.cases.tasks.CheckPaper;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Of what anybody may send, no more reaches the disk than a paper weighs; the rest is read away, so
 * that the browser can show why.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 24)
class BoundedPapers extends OncePerRequestFilter {

    static final String ADDRESS = "/check-paper";

    /** A paper, and the form around it. */
    static final long MOST = CheckPaper.MOST + (64 << 10);

    private static final long READ_AWAY = 8L * CheckPaper.MOST;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().equals(ADDRESS);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length >= 0 && length <= MOST) {
            chain.doFilter(request, response);
            return;
        }
        byte[] some = new byte[64 << 10];
        long read = 0;
        var body = request.getInputStream();
        for (int n = body.read(some); n >= 0 && read <= READ_AWAY; n = body.read(some)) {
            read += n;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, ADDRESS + "?large=yes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
