package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import niangjia.site.Device;
import org.jspecify.annotations.Nullable;

/**
 * Where a guess comes from.
 *
 * @param device tells devices apart
 * @param address which many may share; none: this machine's own, or nobody's
 */
public record Whence(String device, @Nullable String address) {

    public static Whence of(HttpServletRequest request) {
        return new Whence("device " + Device.of(request), EnoughForAnHour.address(request));
    }

    /** A program has no cookie: its address stands for it, and {@code what} it tries. */
    public static Whence ofProgram(HttpServletRequest request, String what) {
        return new Whence(
                "interface " + request.getRemoteAddr() + " " + what,
                EnoughForAnHour.address(request));
    }
}
