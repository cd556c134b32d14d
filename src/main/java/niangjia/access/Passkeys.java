package niangjia.access;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import niangjia.shared.Refused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Passkeys (WebAuthn level 2): the authenticator asks for a finger or a number, so that one is two
 * factors. The challenge is made from the form's one-time token; nothing waits on our side.
 */
@Component
class Passkeys {

    private record Stored(
            UUID account,
            UUID person,
            byte[] standing,
            byte[] credential,
            byte[] bound,
            long counter,
            boolean backedUp) {}

    private final JdbcClient jdbc;
    private final Bound bound;
    private final TransactionOperations together;
    private final Clock clock;
    private final String host;
    private final ObjectConverter converter = new ObjectConverter();
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(converter);
    private final WebAuthnManager webauthn =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);

    /**
     * @param host the name under which people reach this installation; a passkey belongs to it
     */
    Passkeys(
            JdbcClient jdbc,
            Bound bound,
            TransactionOperations together,
            Clock clock,
            @Value("${niangjia.host:localhost}") String host) {
        this.jdbc = jdbc;
        this.bound = bound;
        this.together = together;
        this.clock = clock;
        this.host = host;
    }

    String host() {
        return host;
    }

    List<WaysPage.Passkey> of(UUID account) {
        return jdbc.sql(
                        "select id, label, made_at, used_at from access.passkey where account = ? order by made_at limit 20")
                .param(account)
                .query((row, n) -> {
                    Timestamp used = row.getTimestamp("used_at");
                    return new WaysPage.Passkey(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(row.getBytes("id")),
                            row.getString("label"),
                            row.getTimestamp("made_at").toInstant(),
                            used == null ? null : used.toInstant());
                })
                .list();
    }

    /**
     * Keeps a new one.
     *
     * @param said the browser's {@code RegistrationResponseJSON}
     * @param alongside done together with it, or neither
     */
    void add(
            UUID account,
            String label,
            String said,
            String formToken,
            HttpServletRequest request,
            Runnable alongside) {
        try {
            RegistrationData made = read(said, webauthn::parseRegistrationResponseJSON);
            webauthn.verify(
                    made, new RegistrationParameters(server(formToken, request), true, true));
            var data = Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
            var credential = Objects.requireNonNull(data.getAttestedCredentialData());
            if (of(account).size() >= 20) {
                throw Refused.because("access.passkey.many");
            }
            together.executeWithoutResult(status -> {
                keep(account, label, credential, data.getSignCount(), data.isFlagBE());
                alongside.run();
            });
        } catch (DataConversionException | VerificationException wrong) {
            throw Refused.because("access.passkey.wrong");
        }
    }

    private void keep(
            UUID account,
            String label,
            AttestedCredentialData made,
            long counter,
            boolean backedUp) {
        byte[] credential = credentials.convert(made);
        int kept =
                jdbc.sql(
                                "insert into access.passkey (id, account, label, credential, bound, counter, backed_up,"
                                        + " made_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(made.getCredentialId())
                        .param(account)
                        .param(label)
                        .param(credential)
                        .param(bound.passkey(account, made.getCredentialId(), credential))
                        .param(counter)
                        .param(backedUp)
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (kept == 0) {
            throw Refused.because("access.passkey.wrong");
        }
    }

    /** Who proves herself with it; nobody if it is not one of ours or does not sign this form. */
    Optional<Staff> proves(String said, String formToken, HttpServletRequest request) {
        try {
            AuthenticationData data = read(said, webauthn::parseAuthenticationResponseJSON);
            byte[] id = data.getCredentialId();
            Optional<Stored> stored =
                    jdbc.sql(
                                    "select p.account, a.person, a.bound as standing, p.credential, p.bound, p.counter, p.backed_up from access.passkey p"
                                            + " join access.account a on a.id = p.account where p.id = ? and a.closed_at is null")
                            .param(id)
                            .query(Stored.class)
                            .optional();
            // One that does not fit was written past the program.
            if (stored.filter(
                            one ->
                                    Bound.fits(
                                            one.bound,
                                            bound.passkey(one.account, id, one.credential)))
                    .isEmpty()) {
                return Optional.empty();
            }
            var kept =
                    new CredentialRecordImpl(
                            new NoneAttestationStatement(),
                            true,
                            stored.get().backedUp,
                            stored.get().backedUp,
                            stored.get().counter,
                            credentials.convert(stored.get().credential),
                            null,
                            null,
                            null,
                            null);
            webauthn.verify(
                    data,
                    new AuthenticationParameters(
                            server(formToken, request), kept, null, true, true));
            jdbc.sql("update access.passkey set counter = ?, used_at = ? where id = ?")
                    .params(
                            Objects.requireNonNull(data.getAuthenticatorData()).getSignCount(),
                            Timestamp.from(clock.instant()),
                            id)
                    .update();
            return stored.map(one -> Staff.of(one.account, one.person, one.standing));
        } catch (DataConversionException | VerificationException wrong) {
            return Optional.empty();
        }
    }

    /** The library's reader falls over nonsense in more ways than it says. */
    private static <T> T read(String said, Function<String, T> reader) {
        try {
            return Objects.requireNonNull(reader.apply(said));
        } catch (RuntimeException nonsense) {
            throw new DataConversionException("not a passkey", nonsense);
        }
    }

    void remove(UUID account, String id) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException nonsense) {
            return;
        }
        jdbc.sql("delete from access.passkey where account = ? and id = ?")
                .params(account, bytes)
                .update();
    }

    /** The page must have come from our own host, whatever port it is served on. */
    private ServerProperty server(String formToken, HttpServletRequest request) {
        String origin =
                request.getScheme()
                        + "://"
                        + host
                        + (request.getServerPort() == 80 || request.getServerPort() == 443
                                ? ""
                                : ":" + request.getServerPort());
        return new ServerProperty(
                Set.of(Origin.create(origin)),
                host,
                new DefaultChallenge(PasskeyChallenge.bytes(formToken)));
    }

    /** The account's id as the browser keeps it. */
    static String handle(UUID account) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(16)
                                .putLong(account.getMostSignificantBits())
                                .putLong(account.getLeastSignificantBits())
                                .array());
    }
}
