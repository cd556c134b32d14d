package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import niangjia.shared.PersonId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts and what proves them, wrong tries, writes that were done once, sessions. */
@Component
@Order(40)
class AccountsKept implements PersonalData {

    private static final Duration ONCE = Duration.ofDays(30);
    private static final Period CLOSED = Period.ofYears(3);

    private static final String FACTORS = "access.data.factors";

    private static final Kept ACCOUNT =
            new Kept(
                    "access.account",
                    List.of("person", "login", "password", "bound", "opened_at", "closed_at"),
                    "access.data.account",
                    Ground.PUBLIC_OFFICE,
                    new Until.After(CLOSED, null));
    private static final Kept SESSION =
            new Kept(
                    "access.session",
                    List.of("principal_name"),
                    "access.data.session",
                    Ground.SAFETY,
                    new Until.Done());
    private static final Kept ATTEMPT =
            new Kept(
                    "access.attempt",
                    List.of("bucket", "hour", "tries"),
                    "access.data.attempt",
                    Ground.SAFETY,
                    new Until.After(Period.ofDays(2), null));
    private static final Kept DONE_ONCE =
            new Kept(
                    "access.once",
                    List.of("token", "outcome"),
                    "access.data.once",
                    Ground.HER_WISH,
                    new Until.After(Period.ofDays((int) ONCE.toDays()), null));

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final SignIns signIns;
    private final Network network;
    private final Clock clock;

    AccountsKept(
            JdbcClient jdbc, Attempts attempts, SignIns signIns, Network network, Clock clock) {
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.attempts = attempts;
        this.network = network;
        this.clock = clock;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                ACCOUNT,
                factors("access.passkey", "account", "label", "credential"),
                factors("access.authenticator", "account", "secret"),
                factors("access.recovery_code", "account", "hash"),
                factors("access.provider_identity", "account", "issuer", "subject"),
                factors("access.invitation", "person", "hash"),
                factors("access.giving_back", "person", "asked_person", "hands"),
                SESSION,
                new Kept(
                        "access.session_attributes",
                        List.of("attribute_bytes"),
                        SESSION.text(),
                        SESSION.ground(),
                        SESSION.until()),
                ATTEMPT,
                DONE_ONCE);
    }

    private static Kept factors(String table, String... columns) {
        return new Kept(table, List.of(columns), FACTORS, Ground.SAFETY, new Until.Done());
    }

    @Override
    public List<Held> held(Subject her) {
        if (her.person() == null) {
            return List.of();
        }
        return jdbc.sql("select login, opened_at from access.account where person = ?")
                .param(her.person().value())
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("login", row.getString("login"));
                    values.put("opened_at", row.getTimestamp("opened_at").toInstant());
                    return new Held(ACCOUNT, values);
                })
                .list();
    }

    /** Who holds a seat keeps the account of her office; else nothing of it is left but its id. */
    @Override
    public void erase(Subject her) {
        PersonId person = her.person();
        if (person != null && network.seatsOf(person).isEmpty()) {
            UUID[] accounts =
                    jdbc.sql("select id from access.account where person = ?")
                            .param(person.value())
                            .query(UUID.class)
                            .list()
                            .toArray(UUID[]::new);
            forget(accounts);
            jdbc.sql("delete from access.session where principal_name = ?")
                    .param(person.toString())
                    .update();
            for (String table : List.of("invitation", "giving_back")) {
                jdbc.sql("delete from access." + table + " where person = ?")
                        .param(person.value())
                        .update();
            }
        }
    }

    private void forget(UUID[] accounts) {
        for (String table :
                List.of("passkey", "authenticator", "recovery_code", "provider_identity")) {
            jdbc.sql("delete from access." + table + " where account = any (?)")
                    .param(accounts)
                    .update();
        }
        jdbc.sql(
                        "update access.account set login = 'erased ' || id, password = '', bound = '', closed_at = coalesce(closed_at, ?)"
                                + " where id = any (?)")
                .param(Timestamp.from(clock.instant()))
                .param(accounts)
                .update();
    }

    /**
     * Who has left all her seats has no use for an account, and whoever finds its password neither;
     * a new seat opens it again only by a link from above.
     */
    private void closeOfWhoLeft(Instant now) {
        List<UUID> left =
                jdbc.sql(
                                """
                                update access.account a set closed_at = :now
                                where a.closed_at is null and not a.demonstration
                                  and not exists (select from network.desk d where d.holder = a.person)
                                returning a.person
                                """)
                        .param("now", Timestamp.from(now))
                        .query(UUID.class)
                        .list();
        if (left.isEmpty()) {
            return;
        }
        jdbc.sql("delete from access.session where principal_name in (:persons)")
                .param("persons", left.stream().map(UUID::toString).toList())
                .update();
        signIns.closed(left);
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        closeOfWhoLeft(now);
        UUID[] closed =
                jdbc.sql(
                                "select id from access.account where closed_at < ? and login <> 'erased ' || id")
                        .param(
                                Timestamp.from(
                                        now.atOffset(ZoneOffset.UTC).minus(CLOSED).toInstant()))
                        .query(UUID.class)
                        .list()
                        .toArray(UUID[]::new);
        forget(closed);
        return Map.of(
                ACCOUNT.text(),
                (long) closed.length,
                ATTEMPT.text(),
                (long) attempts.forgetOld(),
                DONE_ONCE.text(),
                (long)
                        jdbc.sql("delete from access.once where at < ?")
                                .param(Timestamp.from(now.minus(ONCE)))
                                .update(),
                SESSION.text(),
                (long)
                        jdbc.sql("delete from access.session where expiry_time < ?")
                                .param(now.toEpochMilli())
                                .update(),
                FACTORS,
                (long) (over("invitation", now) + over("giving_back", now)));
    }

    private int over(String table, Instant now) {
        return jdbc.sql("delete from access." + table + " where until < ?")
                .param(Timestamp.from(now.minus(ONCE)))
                .update();
    }
}
