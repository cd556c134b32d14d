package niangjia.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    /** Wrong tries for one login from everywhere. */
    private static final int PER_LOGIN = 50;

    /** bcrypt costs 2^12 rounds, and reads no more than 72 bytes. */
    static final int COST = 12;

    private static final String NOBODY =
            "$2a$12$C6UzMDM.H6dfI/f/IKcEeO7ZDWXWWNa6aIiUmXOVEtNMcZR2aKXbO";

    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(COST);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Staff staff) implements Outcome {}

        record Wrong() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    private record Account(UUID id, UUID person, String password) {}

    SignIn(JdbcClient jdbc, Attempts attempts) {
        this.jdbc = jdbc;
        this.attempts = attempts;
    }

    Outcome with(String login, String password, String device) {
        String byLogin = "sign-in " + login;
        String byDevice = "sign-in " + login + " " + device;
        if (!attempts.welcome(Map.of(byLogin, PER_LOGIN, byDevice, PER_DEVICE))) {
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
                password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 72
                        && passwords.matches(
                                password, account.map(Account::password).orElse(NOBODY));
        if (account.isEmpty() || !right) {
            attempts.failed(List.of(byLogin, byDevice));
            return new Outcome.Wrong();
        }
        return new Outcome.Welcome(new Staff(account.get().id(), account.get().person(), null));
    }

    String hash(String password) {
        return java.util.Objects.requireNonNull(passwords.encode(password));
    }
}
