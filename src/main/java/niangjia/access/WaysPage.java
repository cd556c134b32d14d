package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import niangjia.site.PageModel;
import niangjia.site.QrSquares;
import org.jspecify.annotations.Nullable;

/**
 * One's own ways in.
 *
 * @param known already in with two factors; else the first one is being set up
 * @param password there is one; else the account was begun with the provider
 * @param handle the account as passkeys know it
 * @param provider what the organisation's own sign-in is called; none: there is none
 * @param linked it is linked to this account
 * @param wrong the input of the password's change that the mistake is about
 * @param codes just written down, shown this once
 */
public record WaysPage(
        boolean known,
        boolean password,
        String login,
        String handle,
        String host,
        List<Passkey> passkeys,
        boolean app,
        @Nullable App offer,
        int codesLeft,
        List<String> codes,
        List<Session> sessions,
        List<SignIn> signIns,
        @Nullable String provider,
        boolean linked,
        @Nullable String wrong,
        @Nullable String mistake)
        implements PageModel {

    /** A passkey, as it is listed to its holder. */
    public record Passkey(String id, String label, Instant madeAt, @Nullable Instant usedAt) {}

    /** A session, as it is listed to its owner; its id is a hash of its number. */
    public record Session(String id, String device, Instant since, Instant used, boolean here) {}

    /** What happened at the door with her account, failed tries too. */
    public record SignIn(Instant at, String act) {}

    /** An app that is being set up: nothing counts before its first code. */
    public record App(String letters) {

        /** As apps read it from a picture. */
        String address(String login) {
            return "otpauth://totp/Niangjia:"
                    + URLEncoder.encode(login, UTF_8).replace("+", "%20")
                    + "?secret="
                    + letters
                    + "&issuer=Niangjia";
        }

        public List<String> groups() {
            return inGroups(letters);
        }
    }

    /** As it is easily read and typed: by four. */
    public static List<String> inGroups(String letters) {
        return List.of(letters.split("(?<=\\G.{4})"));
    }

    @Override
    public String template() {
        return "access/ways";
    }

    /** What an app reads; nothing to read once it is set up. */
    public @Nullable QrSquares picture() {
        return offer == null ? null : QrSquares.of(offer.address(login));
    }

    /** Which passkeys the browser need not offer again. */
    public String known(String separator) {
        return String.join(separator, passkeys.stream().map(Passkey::id).toList());
    }
}
