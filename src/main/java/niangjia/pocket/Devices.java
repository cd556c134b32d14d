package niangjia.pocket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The phones of members: put into use, seen again, revoked. */
@Component
class Devices {

    static final int MOST = 10;

    /** Those that were revoked are shown so long. */
    private static final Duration SHOWN = Duration.ofDays(90);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the phone keeps; the secret is told this once. */
    record Given(UUID id, String secret) {}

    /** A phone that came back. */
    record Seen(UUID id, PersonId person, boolean revoked) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Devices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @throws Refused if she has too many in use
     */
    @Transactional
    Given put(PersonId person, String label) {
        long inUse =
                jdbc.sql(
                                "select count(*) from pocket.device where person = ? and revoked_at is null")
                        .param(person.value())
                        .query(Long.class)
                        .single();
        if (inUse >= MOST) {
            throw Refused.because("pocket.refused.devices", MOST);
        }
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        Given given =
                new Given(
                        Ids.next(clock),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(
                        "insert into pocket.device (id, person, secret, label, since, last_contact) values (?, ?, ?, ?, ?, ?)")
                .params(given.id, person.value(), hashed(given.secret), label, now, now)
                .update();
        return given;
    }

    /** The phone that keeps this secret; it has just been in contact. */
    Optional<Seen> seen(String secret) {
        return jdbc.sql(
                        "update pocket.device set last_contact = ? where secret = ? returning id, person, revoked_at")
                .params(Timestamp.from(clock.instant()), hashed(secret))
                .query((row, n) ->
                        new Seen(
                                row.getObject("id", UUID.class),
                                new PersonId(row.getObject("person", UUID.class)),
                                row.getTimestamp("revoked_at") != null))
                .optional();
    }

    /** Her own, those in use first. */
    List<Device> of(PersonId person) {
        return jdbc.sql(
                        """
                        select id, label, since, last_contact, revoked_at from pocket.device
                        where person = ? and (revoked_at is null or revoked_at > ?)
                        order by revoked_at is not null, last_contact desc limit 40
                        """)
                .params(person.value(), Timestamp.from(clock.instant().minus(SHOWN)))
                .query((row, n) -> device(row))
                .list();
    }

    /** Whether it was hers and in use. */
    boolean revoke(PersonId person, UUID device) {
        return jdbc.sql(
                                "update pocket.device set revoked_at = ? where id = ? and person = ? and revoked_at is null")
                        .params(Timestamp.from(clock.instant()), device, person.value())
                        .update()
                == 1;
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("last_contact").toInstant(),
                row.getTimestamp("revoked_at") != null);
    }

    static byte[] hashed(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
