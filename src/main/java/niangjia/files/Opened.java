package niangjia.files;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A file's bytes, for who may see them. */
public record Opened(FileKind kind, byte[] bytes) {

    /**
     * Answers with it. The type is ours and not the sender's, no script can run in it, no cache
     * keeps it; a document is taken along and never shown in the site's own frame.
     */
    public void answer(HttpServletResponse response) throws IOException {
        var disposition =
                kind.isPicture() ? ContentDisposition.inline() : ContentDisposition.attachment();
        response.setContentType(kind.mediaType());
        response.setContentLength(bytes.length);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                disposition.filename(kind.neutralName()).build().toString());
        response.setHeader(
                "Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(bytes);
    }
}
