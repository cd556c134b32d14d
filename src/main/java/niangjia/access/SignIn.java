package niangjia.access;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

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
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(COST);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Staff staff) implements Outcome {}

        record Wrong() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    private record Account(UUID id, UUID person, String password) {}

    SignIn(
            JdbcClient jdbc,
            Attempts attempts,
            SignIns signIns,
            CommonPasswords common,
            Clock clock) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.signIns = signIns;
        this.common = common;
        this.clock = clock;
    }

    /**
     * @param device tells devices apart
     * @param trusted the device has let this login in before
     */
    Outcome with(String login, String password, String device, boolean trusted) {
        String byLogin = "sign-in " + login;
        String byDevice = "sign-in " + login + " " + device;
        Map<String, Integer> limits =
                trusted
                        ? Map.of(byDevice, PER_DEVICE)
                        : Map.of(byLogin, PER_LOGIN, byDevice, PER_DEVICE);
        if (!attempts.take(limits)) {
            return new Outcome.TooMany();
        }
        Optional<Account> account =
                jdbc.sql(
                                "select id, person, password from access.account where login = ? and closed_at is"
                                        + " null")
                        .param(login)
                        .query(Account.class)
                        .optional();
        boolean right =
                password.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                        && passwords.matches(
                                password, account.map(Account::password).orElse(NOBODY));
        if (account.isEmpty() || !right) {
            signIns.log(account.map(Account::person).orElse(null), null, "access.sign-in-failed");
            return new Outcome.Wrong();
        }
        attempts.wasRight(limits.keySet());
        return new Outcome.Welcome(
                new Staff(account.get().id(), account.get().person(), null, null));
    }

    /** Whose account it is, for who came in without the password. */
    Staff holder(UUID account) {
        return jdbc.sql("select person from access.account where id = ? and closed_at is null")
                .param(account)
                .query((row, n) -> new Staff(account, row.getObject(1, UUID.class), null, null))
                .optional()
                .orElseThrow(NobodySignedIn::new);
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
        return java.util.Objects.requireNonNull(passwords.encode(password));
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

    /** Opens an account; the login must be free. */
    UUID open(PersonId person, String login, String password) {
        UUID account = Ids.next(clock);
        int opened =
                jdbc.sql(
                                "insert into access.account (id, person, login, password, demonstration, opened_at) values"
                                        + " (?, ?, ?, ?, false, ?) on conflict (login) do nothing")
                        .param(account)
                        .param(person.value())
                        .param(login)
                        .param(hash(password))
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (opened == 0) {
            throw Refused.field("login", "access.login.taken");
        }
        return account;
    }

    /**
     * Her own wish, with the old one in hand; tries are counted as at the door, from this device by
     * itself where it is a known one.
     */
    void change(UUID account, String old, String password, String device, boolean trusted) {
        String login = login(account);
        switch (with(login, old, device, trusted)) {
            case Outcome.TooMany() -> throw Refused.field("old", "access.too-many");
            case Outcome.Wrong() -> throw Refused.field("old", "access.password.old.wrong");
            case Outcome.Welcome(var staff) -> {
                if (!account.equals(staff.account())) {
                    throw Refused.field("old", "access.password.old.wrong");
                }
                checkNew(password, login);
                change(account, password);
            }
        }
    }

    void change(UUID account, String password) {
        jdbc.sql("update access.account set password = ? where id = ?")
                .params(hash(password), account)
                .update();
    }
}
