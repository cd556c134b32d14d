package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import niangjia.database.DataFolder;
import niangjia.shared.Digest;
import niangjia.site.Device;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Devices that have let somebody in before: tries from them are counted by themselves, so that
 * nobody is shut out by what others guess.
 */
@Component
class KnownDevices {

    private static final Duration A_YEAR = Duration.ofDays(365);

    /** By which cookie, and for which part of the site. */
    enum Part {
        STAFF("trusted", "/access"),
        HERS("known", "/account");

        final String cookie;
        final String path;

        Part(String cookie, String path) {
            this.cookie = cookie;
            this.path = path;
        }
    }

    private final byte[] key;

    KnownDevices(DataFolder folder) {
        this.key = folder.secret("trusted-devices", 32);
    }

    /** The device has let this one in before. */
    boolean knows(HttpServletRequest request, Part part, String who) {
        var cookie = WebUtils.getCookie(request, part.cookie);
        if (cookie == null || cookie.getValue().length() != 96) {
            return false;
        }
        String value = cookie.getValue();
        return MessageDigest.isEqual(
                signed(value.substring(0, 32), who).getBytes(StandardCharsets.US_ASCII),
                value.getBytes(StandardCharsets.US_ASCII));
    }

    void remember(HttpServletRequest request, HttpServletResponse response, Part part, String who) {
        if (!knows(request, part, who)) {
            var random = new byte[16];
            new SecureRandom().nextBytes(random);
            put(request, response, part, signed(HexFormat.of().formatHex(random), who), A_YEAR);
        }
    }

    void forget(HttpServletRequest request, HttpServletResponse response, Part part) {
        put(request, response, part, "", Duration.ZERO);
    }

    /** Where a try to sign in as this login comes from. */
    SignIn.From from(HttpServletRequest request, String login) {
        boolean trusted = knows(request, Part.STAFF, login);
        return new SignIn.From(
                device(request, Part.STAFF, trusted), trusted, EnoughForAnHour.address(request));
    }

    /** What tells this device apart when tries are counted. */
    static String device(HttpServletRequest request, Part part, boolean known) {
        var cookie = known ? WebUtils.getCookie(request, part.cookie) : null;
        return cookie == null ? Device.of(request) : cookie.getValue();
    }

    private static void put(
            HttpServletRequest request,
            HttpServletResponse response,
            Part part,
            String value,
            Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(part.cookie, value)
                        .path(part.path)
                        .maxAge(age)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private String signed(String random, String who) {
        return random + HexFormat.of().formatHex(Digest.keyed(key, random + who));
    }
}
