package niangjia.site;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Renders a page as a whole before the first byte leaves, so that an accident still becomes an
 * error page.
 */
@Component
class Pages {

    private static final String ONE_ENTRY = "X-One-Entry";
    private static final String LOOK = Look.class.getName();

    private final TemplateEngine templates;
    private final Site site;

    Pages(TemplateEngine templates, Site site) {
        this.templates = templates;
        this.site = site;
    }

    Look look(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(LOOK) instanceof Look look) {
            return look;
        }
        Look look = new Look(site, request, response);
        request.setAttribute(LOOK, look);
        return look;
    }

    void show(Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (answer) {
            case PageModel page -> write(page, request, response);
            case Shown(int status, PageModel page) -> {
                response.setStatus(status);
                write(page, request, response);
            }
            case GoTo(String path) when request.getHeader(ONE_ENTRY) != null -> {
                // The script goes there itself, in place of this page, so that the browser keeps
                // one entry.
                response.setHeader("X-Go-To", path);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
            case GoTo(String path) when look(request, response).fragment() -> {
                // Followed silently, a whole page would end up inside a part of one.
                response.setHeader("HX-Redirect", path);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
            case GoTo(String path) -> {
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader(HttpHeaders.LOCATION, path);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        }
    }

    private void write(PageModel page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Utf8ByteOutput html = new Utf8ByteOutput();
        templates.render(
                page.template() + ".jte",
                Map.of("page", page, "look", look(request, response)),
                html);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        response.setContentLength(html.getContentLength());
        if (request.getRequestedSessionId() != null) {
            // Her session is kept with the answer's first byte: where that fails, none of the
            // page has gone out yet, and another one can say so.
            response.flushBuffer();
        }
        try (var out = response.getOutputStream()) {
            html.writeTo(out);
        }
    }
}
