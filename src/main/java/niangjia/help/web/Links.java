package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Whole addresses of our pages, as the visitor reached us; the loopback address is shown by its
 * name.
 */
final class Links {

    private Links() {}

    static String to(HttpServletRequest request, String path) {
        var address = ServletUriComponentsBuilder.fromContextPath(request).path(path);
        if (request.getServerName().equals("127.0.0.1")) {
            address.host("localhost");
        }
        return address.toUriString();
    }
}
