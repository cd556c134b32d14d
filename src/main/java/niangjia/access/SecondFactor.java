package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.database.DataFolder;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.shared.Digest;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Codes that prove a second time who somebody is: from an authenticator app, or from the ten that
 * she wrote down. Each counts once; wrong ones are limited before anything is computed.
 */
@Component
class SecondFactor {

    static final Field SECRET =
            new Field("access", "access.authenticator", "secret", "account", null, null);

    /**
     * Wrong codes within the hour: of one account from all devices that have never let its holder
     * in, and from each that has by itself. Who knows the password uses up the first only.
     */
    private static final int WRONG = 10;

    private static final int CODES = 10;

    /**
     * Of a written code: 120 bits, since it is kept under a fast hash. Those of before had 80, and
     * count until new ones are drawn.
     */
    private static final int CODE_BYTES = 15;

    /** Base32 (RFC 4648), which also leaves out what is easily mistaken. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final SecureRandom RANDOM = new SecureRandom();

    private record App(byte[] secret, boolean confirmed, long last) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attempts attempts;
    private final TransactionOperations together;
    private final Clock clock;
    private final byte[] key;

    SecondFactor(
            JdbcClient jdbc,
            Keys keys,
            Attempts attempts,
            TransactionOperations together,
            Clock clock,
            DataFolder folder) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attempts = attempts;
        this.together = together;
        this.clock = clock;
        this.key = folder.secret("recovery", 32);
    }

    boolean hasApp(UUID account) {
        return app(account).filter(App::confirmed).isPresent();
    }

    int codesLeft(UUID account) {
        return jdbc.sql(
                        "select count(*) from access.recovery_code where account = ? and used_at is null")
                .param(account)
                .query(Integer.class)
                .single();
    }

    /** The same one until it is confirmed. */
    @Transactional
    WaysPage.App offer(UUID account) {
        Optional<App> app = app(account);
        if (app.isPresent() && app.get().confirmed) {
            throw Refused.because("access.app.there");
        }
        if (app.isEmpty()) {
            var secret = new byte[20];
            RANDOM.nextBytes(secret);
            jdbc.sql(
                            "insert into access.authenticator (account, province, secret) values (?, 0, ?) on conflict do nothing")
                    .param(account)
                    .param(keys.close(SECRET.in(Province.NATION, account), letters(secret)))
                    .update();
        }
        return new WaysPage.App(letters(app(account).orElseThrow().secret));
    }

    /**
     * The first code of a new app.
     *
     * @param alongside done together with it, or neither; that a code was tried counts either way
     */
    void confirm(UUID account, String typed, Runnable alongside) {
        String bucket = bucket(account, null);
        take(bucket);
        together.executeWithoutResult(status -> {
            if (!ofApp(account, plain(typed), false)) {
                throw Refused.field("code", "access.code.wrong");
            }
            alongside.run();
        });
        attempts.wasRight(List.of(bucket));
    }

    /**
     * Whether the code is one of hers, now used up.
     *
     * @param known a device that has let her in before; none: it has not
     * @throws Refused after too many wrong ones
     */
    boolean proves(UUID account, String typed, @Nullable String known) {
        String bucket = bucket(account, known);
        take(bucket);
        String code = plain(typed);
        boolean right =
                code.length() == TimedCodes.DIGITS
                        ? ofApp(account, code, true)
                        : writtenDown(account, code);
        if (right) {
            attempts.wasRight(List.of(bucket));
        }
        return right;
    }

    private void take(String bucket) {
        if (!attempts.take(Map.of(bucket, WRONG))) {
            throw Refused.field("code", "access.too-many");
        }
    }

    private static String bucket(UUID account, @Nullable String known) {
        return "second factor " + account + (known == null ? "" : " " + known);
    }

    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /**
     * @param inUse whether the app must have been confirmed: one that is only offered proves
     *     nothing
     */
    private boolean ofApp(UUID account, String code, boolean inUse) {
        return app(account)
                .filter(app -> code.length() == TimedCodes.DIGITS && app.secret.length > 0)
                .filter(app -> app.confirmed || !inUse)
                .map(app -> TimedCodes.matching(app.secret, code, clock.instant(), app.last))
                .filter(step -> step >= 0)
                .filter(step ->
                        jdbc.sql(
                                                "update access.authenticator set last_step = ?, confirmed_at = coalesce(confirmed_at, ?)"
                                                        + " where account = ? and last_step < ?")
                                        .param(step)
                                        .param(Timestamp.from(clock.instant()))
                                        .param(account)
                                        .param(step)
                                        .update()
                                == 1)
                .isPresent();
    }

    private boolean writtenDown(UUID account, String code) {
        return jdbc.sql(
                                "update access.recovery_code set used_at = ? where account = ? and hash = ? and used_at is null")
                        .params(Timestamp.from(clock.instant()), account, hash(account, code))
                        .update()
                == 1;
    }

    /** Ten new ones, shown this once; the ones before count no more. */
    @Transactional
    List<String> writeDown(UUID account) {
        jdbc.sql("delete from access.recovery_code where account = ?").param(account).update();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            var bytes = new byte[CODE_BYTES];
            RANDOM.nextBytes(bytes);
            codes.add(letters(bytes));
        }
        jdbc.sql("insert into access.recovery_code (account, hash) select ?, unnest(?::bytea[])")
                .param(account)
                .param(codes.stream().map(code -> hash(account, code)).toArray(byte[][]::new))
                .update();
        return codes;
    }

    /** Codes written down stay: they belong to whatever way is left. */
    void removeApp(UUID account) {
        jdbc.sql("delete from access.authenticator where account = ?").param(account).update();
    }

    /** App and codes: what the account's earlier holder of it had counts no more. */
    @Transactional
    void forget(UUID account) {
        removeApp(account);
        jdbc.sql("delete from access.recovery_code where account = ?").param(account).update();
    }

    private Optional<App> app(UUID account) {
        return jdbc.sql(
                        "select secret, confirmed_at is not null as confirmed, last_step from access.authenticator where account = ?")
                .param(account)
                .query((row, n) ->
                        app(
                                account,
                                row.getBytes("secret"),
                                row.getBoolean("confirmed"),
                                row.getLong("last_step")))
                .optional();
    }

    /** A secret that was not closed for this account is there, and no code fits it. */
    private App app(UUID account, byte[] secret, boolean confirmed, long last) {
        try {
            return new App(
                    bytes(keys.open(SECRET.in(Province.NATION, account), secret)), confirmed, last);
        } catch (IllegalArgumentException altered) {
            return new App(new byte[0], true, last);
        }
    }

    private byte[] hash(UUID account, String code) {
        return Digest.keyed(key, account.toString().getBytes(UTF_8), code.getBytes(UTF_8));
    }

    /** Whole groups of five bits only: 20 and 15 bytes are. */
    static String letters(byte[] bytes) {
        var text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte next : bytes) {
            held = held << 8 | next & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(LETTERS.charAt(held >> bits & 31));
            }
        }
        return text.toString();
    }

    static byte[] bytes(String letters) {
        var bytes = new java.io.ByteArrayOutputStream();
        int held = 0;
        int bits = 0;
        for (char letter : letters.toCharArray()) {
            held = held << 5 | LETTERS.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits & 0xff);
            }
        }
        return bytes.toByteArray();
    }
}
