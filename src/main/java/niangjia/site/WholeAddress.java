package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Whole addresses of our pages, as the visitor reached us; this machine is called by its name. */
public final class WholeAddress {

    private WholeAddress() {}

    /**
     * @param path with its query, if any
     */
    public static String of(HttpServletRequest request, String path) {
        var address = ServletUriComponentsBuilder.fromContextPath(request);
        if (request.getServerName().equals("127.0.0.1")) {
            address.host("localhost");
        }
        return address.toUriString() + path;
    }
}
