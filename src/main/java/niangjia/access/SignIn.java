package niangjia.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Checks a login and password; wrong tries are limited before any hash is computed. */
@Component
class SignIn {

    /**
     * Wrong tries for one login from one device within the hour; others of the village are not shut
     * out.
     */
    private static final int PER_DEVICE = 5;

    /**
     * Wrong tries for one login from all devices that have never let its holder in. Those that have
     * are counted by themselves: nobody is locked out by what others guess.
     */
    private static final int PER_LOGIN = 50;

    /** How long a comparison waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** bcrypt costs 2^12 rounds, and reads no more than 72 bytes. */
    static final int COST = 12;

    private static final int SHORTEST = 10;
    private static final int LONGEST = 72;

    private static final String NOBODY =
            "$2a$12$C6UzMDM.H6dfI/f/IKcEeO7ZDWXWWNa6aIiUmXOVEtNMcZR2aKXbO";

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final SignIns signIns;
    private final CommonPasswords common;
    private final Clock clock;
    private final Bound bound;
    private final int perAddress;
    private final TransactionOperations together;
    private final Hashing hashing =
            new Hashing(
                    new BCryptPasswordEncoder(COST),
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    PATIENCE);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Staff staff) implements Outcome {}

        record Wrong() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    private record Account(UUID id, UUID person, String password, byte[] bound) {}

    /**
     * Where a try comes from.
     *
     * @param device tells devices apart
     * @param trusted the device has let this login in before
     * @param address none: this machine's own, or a gateway's on it
     */
    record From(String device, boolean trusted, @Nullable String address) {}

    /**
     * @param perAddress wrong tries from one address within the hour, whatever logins they name,
     *     from devices that never let their holder in; a village shares one
     */
    SignIn(
            JdbcClient jdbc,
            Attempts attempts,
            SignIns signIns,
            CommonPasswords common,
            Bound bound,
            @Value("${niangjia.limits.sign-ins-per-address:100}") int perAddress,
            TransactionOperations together,
            Clock clock) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.signIns = signIns;
        this.common = common;
        this.bound = bound;
        this.perAddress = perAddress;
        this.together = together;
        this.clock = clock;
    }

    Outcome with(String login, String password, From from) {
        Map<String, Integer> limits = limits(login, from);
        if (!attempts.take(limits)) {
            return new Outcome.TooMany();
        }
        Optional<Account> account =
                jdbc.sql(
                                "select id, person, password, bound from access.account where login = ? and closed_at is"
                                        + " null")
                        .param(login)
                        .query((row, n) ->
                                new Account(
                                        row.getObject("id", UUID.class),
                                        row.getObject("person", UUID.class),
                                        row.getString("password"),
                                        row.getBytes("bound")))
                        .optional();
        Optional<Boolean> right =
                password.getBytes(StandardCharsets.UTF_8).length > LONGEST
                        ? Optional.of(false)
                        : hashing.matches(
                                password,
                                account.map(Account::password).orElse(NOBODY),
                                from.trusted);
        if (right.isEmpty()) {
            attempts.wasRight(limits.keySet());
            return new Outcome.TooMany();
        }
        if (account.filter(this::isBound).isEmpty() || !right.get()) {
            signIns.log(account.map(Account::person).orElse(null), null, "access.sign-in-failed");
            return new Outcome.Wrong();
        }
        attempts.wasRight(limits.keySet());
        return new Outcome.Welcome(
                Staff.of(account.get().id(), account.get().person(), account.get().bound()));
    }

    private Map<String, Integer> limits(String login, From from) {
        Map<String, Integer> limits = new HashMap<>();
        limits.put("sign-in " + login + " " + from.device, PER_DEVICE);
        if (!from.trusted) {
            limits.put("sign-in " + login, PER_LOGIN);
            if (from.address != null) {
                limits.put("sign-in from " + from.address, perAddress);
            }
        }
        return limits;
    }

    /** Else somebody wrote or changed it past the program. */
    private boolean isBound(Account account) {
        return Bound.fits(
                account.bound, bound.password(account.id, account.person, account.password));
    }

    /** Else it was begun with the provider, and nobody knows one. */
    boolean hasPassword(UUID account) {
        return jdbc.sql("select has_password from access.account where id = ?")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    String login(UUID account) {
        return jdbc.sql("select login from access.account where id = ?")
                .param(account)
                .query(String.class)
                .single();
    }

    Instant openedAt(UUID account) {
        return jdbc.sql("select opened_at from access.account where id = ?")
                .param(account)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    String hash(String password) {
        return hashing.of(password);
    }

    /**
     * @throws Refused if it is too short to be safe, too long for the hash, or one that everybody
     *     tries first
     */
    void checkNew(String password, String login) {
        if (password.length() < SHORTEST) {
            throw Refused.field("password", "access.password.short");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw Refused.field("password", "access.password.long");
        }
        if (common.contains(password, login)) {
            throw Refused.field("password", "access.password.common");
        }
    }

    /** One that nobody knows, for an account that is begun without. */
    static String nobodysPassword() {
        var bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return SecondFactor.letters(bytes);
    }

    /** Opens an account; the login must be free. */
    Staff open(PersonId person, String login, String password) {
        UUID account = Ids.next(clock);
        String hash = hash(password);
        byte[] kept = bound.password(account, person.value(), hash);
        int opened =
                jdbc.sql(
                                "insert into access.account (id, person, login, password, bound, demonstration, opened_at)"
                                        + " values (?, ?, ?, ?, ?, false, ?) on conflict (login) do nothing")
                        .param(account)
                        .param(person.value())
                        .param(login)
                        .param(hash)
                        .param(kept)
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (opened == 0) {
            throw Refused.field("login", "access.login.taken");
        }
        return Staff.of(account, person.value(), kept);
    }

    /**
     * Her own wish, with the old one in hand; tries are counted as at the door, from this device by
     * itself where it is a known one.
     *
     * @param alongside done together with it, or neither
     * @return how she stands with the new one
     */
    Staff change(UUID account, String old, String password, From from, Runnable alongside) {
        String login = login(account);
        return switch (with(login, old, from)) {
            case Outcome.TooMany() -> throw Refused.field("old", "access.too-many");
            case Outcome.Wrong() -> throw Refused.field("old", "access.password.old.wrong");
            case Outcome.Welcome(var staff) -> {
                if (!account.equals(staff.account())) {
                    throw Refused.field("old", "access.password.old.wrong");
                }
                checkNew(password, login);
                yield Objects.requireNonNull(
                        together.execute(status -> {
                            Staff changed = change(account, password);
                            alongside.run();
                            return changed;
                        }));
            }
        };
    }

    /** Opens an account that was closed too: who may ask for that has been asked. */
    Staff change(UUID account, String password) {
        UUID person =
                jdbc.sql("select person from access.account where id = ?")
                        .param(account)
                        .query(UUID.class)
                        .single();
        String hash = hash(password);
        byte[] kept = bound.password(account, person, hash);
        jdbc.sql(
                        "update access.account set password = ?, bound = ?, has_password = true, closed_at = null where id = ?")
                .params(hash, kept, account)
                .update();
        return Staff.of(account, person, kept);
    }
}
