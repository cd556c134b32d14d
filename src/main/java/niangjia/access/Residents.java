package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.access.KnownDevices.Part;
import niangjia.database.DataFolder;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.messages.Telephones;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Digest;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.site.Enough;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.WebUtils;

/**
 * Women's accounts, a convenience that nothing needs: a telephone and a one-time code. Known and
 * unknown numbers are answered alike, since the first right code opens the account. A code counts
 * in the browser that asked for it, so that nobody uses up another's tries.
 */
@Service
public class Residents {

    static final Field TELEPHONE =
            new Field(
                    "access",
                    "access.resident",
                    "telephone",
                    "id",
                    null,
                    new Field.Lookup("telephone_hash", t -> t));

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    static final int TRIES = 5;

    /**
     * Codes to one telephone within the hour: asked for on devices that have never opened its
     * account, together; and on each that has, apart.
     */
    private static final int PER_TELEPHONE = 3;

    /** Codes to the ten thousand telephones that begin with the same seven digits. */
    private static final int PER_SPACE = 100;

    private static final Duration SILENT = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final String COOKIE = "account";
    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A session of hers, as it is listed to her. */
    record Session(String device, Instant since, Instant used, boolean here) {}

    /** What is held of her account. */
    public record Facts(String telephone, Instant openedAt, Instant usedAt) {}

    private record Code(UUID id, byte[] hash) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attempts attempts;
    private final Enough enough;
    private final Telephones telephones;
    private final Demonstrators demonstrators;
    private final KnownDevices devices;
    private final Records records;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final byte[] key;

    Residents(
            JdbcClient jdbc,
            Keys keys,
            Attempts attempts,
            Enough enough,
            Telephones telephones,
            Demonstrators demonstrators,
            KnownDevices devices,
            Records records,
            ApplicationEventPublisher events,
            Clock clock,
            DataFolder folder) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attempts = attempts;
        this.enough = enough;
        this.telephones = telephones;
        this.demonstrators = demonstrators;
        this.devices = devices;
        this.records = records;
        this.events = events;
        this.clock = clock;
        this.key = folder.secret("telephone-codes", 32);
    }

    /** Codes can be sent from here, or shown in the demonstration. */
    public boolean offered(HttpServletRequest request) {
        return telephones.reached() || demonstrators.welcome(request);
    }

    /** Who has come in on this device; nobody where accounts are not offered. */
    public Optional<Resident> of(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().length() != 43 || !offered(request)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        update access.resident_session set used_at = greatest(used_at, :now)
                        where hash = :hash and since > :longest and used_at > :silent returning account
                        """)
                .param("now", Timestamp.from(now))
                .param("hash", sha256(cookie.getValue()))
                .param("longest", Timestamp.from(now.minus(LONGEST)))
                .param("silent", Timestamp.from(now.minus(SILENT)))
                .query(UUID.class)
                .optional()
                .map(Resident::new);
    }

    /**
     * The telephone to which a code may be sent; that it was asked for is counted.
     *
     * @throws Refused if it is none, or after too many
     */
    String asks(String typed, HttpServletRequest request) {
        String telephone = telephone(typed);
        enough.orRefuse(Enough.Form.CODE, request);
        String hash = HexFormat.of().formatHex(hash("telephone", telephone));
        boolean known = devices.knows(request, Part.HERS, hash);
        Map<String, Integer> limits =
                known
                        ? Map.of(
                                "code to " + hash + KnownDevices.device(request, Part.HERS, true),
                                PER_TELEPHONE)
                        : Map.of(
                                "code to " + hash,
                                PER_TELEPHONE,
                                "codes to " + telephone.substring(0, 7),
                                PER_SPACE);
        if (!attempts.take(limits)) {
            throw Refused.field("telephone", "access.account.enough");
        }
        return telephone;
    }

    /** Sends a code, whoever's telephone it is. */
    void send(String telephone, HttpServletRequest request, Locale language) {
        UUID id = Ids.next(clock);
        String code = "%06d".formatted(RANDOM.nextInt(1_000_000));
        Instant until = clock.instant().plus(GOOD_FOR);
        jdbc.sql(
                        "insert into access.telephone_code (id, telephone, browser, hash, until) values (?, ?, ?, ?, ?)")
                .param(id)
                .param(hash("telephone", telephone))
                .param(hash("browser", browser(request)))
                .param(hash("code " + id, code))
                .param(Timestamp.from(until))
                .update();
        telephones.code(telephone, code, until, language);
    }

    /**
     * The right code opens the account, for the first time too.
     *
     * @throws Refused for a wrong one, one too old, and after {@link #TRIES} tries, in the same
     *     words
     */
    @Transactional(noRollbackFor = Refused.class)
    void comeIn(
            String typed, String code, HttpServletRequest request, HttpServletResponse response) {
        String telephone = telephone(typed);
        Instant now = clock.instant();
        // The try is taken before anything is compared.
        Optional<Code> asked =
                jdbc.sql(
                                """
                                update access.telephone_code set tries = tries + 1 where id = (
                                  select id from access.telephone_code where telephone = :telephone and browser = :browser
                                  order by until desc, id desc limit 1 for update)
                                and until > :now and used_at is null and tries < :tries returning id, hash
                                """)
                        .param("telephone", hash("telephone", telephone))
                        .param("browser", hash("browser", browser(request)))
                        .param("now", Timestamp.from(now))
                        .param("tries", TRIES)
                        .query(Code.class)
                        .optional();
        String digits = code.replaceAll("\\s", "");
        boolean right =
                asked.filter(c -> MessageDigest.isEqual(c.hash, hash("code " + c.id, digits)))
                        .filter(c ->
                                jdbc.sql(
                                                        "update access.telephone_code set used_at = ? where id = ? and used_at is null")
                                                .params(Timestamp.from(now), c.id)
                                                .update()
                                        == 1)
                        .isPresent();
        if (!right) {
            throw Refused.field("code", "access.account.wrong");
        }
        UUID account = found(telephone).orElseGet(() -> opened(telephone, now));
        jdbc.sql("update access.resident set used_at = ? where id = ?")
                .params(Timestamp.from(now), account)
                .update();
        session(account, now, request, response);
        devices.remember(
                request,
                response,
                Part.HERS,
                HexFormat.of().formatHex(hash("telephone", telephone)));
    }

    private Optional<UUID> found(String telephone) {
        return jdbc.sql("select id from access.resident where telephone_hash = any (?)")
                .param(keys.lookups(TELEPHONE, Province.NATION, telephone).toArray(byte[][]::new))
                .query(UUID.class)
                .optional();
    }

    private UUID opened(String telephone, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('access.resident'))").query(row -> {});
        Optional<UUID> meanwhile = found(telephone);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        UUID id = Ids.next(clock);
        jdbc.sql(
                        "insert into access.resident (id, telephone, telephone_hash, opened_at, used_at) values (?, ?, ?, ?, ?)")
                .param(id)
                .param(keys.close(TELEPHONE.in(Province.NATION, id), telephone))
                .param(keys.lookup(TELEPHONE, Province.NATION, telephone))
                .param(Timestamp.from(now))
                .param(Timestamp.from(now))
                .update();
        log(id, "access.account-opened");
        return id;
    }

    private void session(
            UUID account, Instant now, HttpServletRequest request, HttpServletResponse response) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql(
                        "insert into access.resident_session (hash, account, device, since, used_at) values (?, ?, ?, ?, ?)")
                .param(sha256(value))
                .param(account)
                .param(Sessions.device(request.getHeader(HttpHeaders.USER_AGENT)))
                .param(Timestamp.from(now))
                .param(Timestamp.from(now))
                .update();
        put(request, response, value, SILENT);
    }

    List<Session> sessions(Resident her, HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        byte[] here = cookie == null ? new byte[0] : sha256(cookie.getValue());
        return jdbc.sql(
                        "select hash, device, since, used_at from access.resident_session where account = ? and used_at > ?"
                                + " order by used_at desc limit 50")
                .param(her.account())
                .param(Timestamp.from(clock.instant().minus(SILENT)))
                .query((row, n) ->
                        new Session(
                                row.getString("device"),
                                row.getTimestamp("since").toInstant(),
                                row.getTimestamp("used_at").toInstant(),
                                MessageDigest.isEqual(here, row.getBytes("hash"))))
                .list();
    }

    public Facts facts(Resident her) {
        return jdbc.sql("select telephone, opened_at, used_at from access.resident where id = ?")
                .param(her.account())
                .query((row, n) ->
                        new Facts(
                                keys.open(
                                        TELEPHONE.in(Province.NATION, her.account()),
                                        row.getBytes("telephone")),
                                row.getTimestamp("opened_at").toInstant(),
                                row.getTimestamp("used_at").toInstant()))
                .optional()
                .orElseThrow(NoAccount::new);
    }

    /** On this device only. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie != null) {
            jdbc.sql("delete from access.resident_session where hash = ?")
                    .param(sha256(cookie.getValue()))
                    .update();
        }
        put(request, response, "", Duration.ZERO);
    }

    void leaveEverywhere(Resident her, HttpServletRequest request, HttpServletResponse response) {
        jdbc.sql("delete from access.resident_session where account = ?")
                .param(her.account())
                .update();
        put(request, response, "", Duration.ZERO);
    }

    /** At once, with all that was gathered; her receipts open as before. */
    @Transactional
    void delete(Resident her, HttpServletRequest request, HttpServletResponse response) {
        gone(her.account());
        put(request, response, "", Duration.ZERO);
        devices.forget(request, response, Part.HERS);
    }

    private void gone(UUID account) {
        events.publishEvent(new AccountLeft(account));
        jdbc.sql("delete from access.resident where id = ?").param(account).update();
        log(account, "access.account-deleted");
    }

    /** Accounts that nobody has used since then; how many. */
    int forgetUnused(Instant since) {
        List<UUID> unused =
                jdbc.sql("select id from access.resident where used_at < ? limit 10000")
                        .param(Timestamp.from(since))
                        .query(UUID.class)
                        .list();
        unused.forEach(this::gone);
        return unused.size();
    }

    int forgetCodes(Instant now) {
        return jdbc.sql("delete from access.telephone_code where until < ?")
                .param(Timestamp.from(now))
                .update();
    }

    int forgetSessions(Instant now) {
        return jdbc.sql("delete from access.resident_session where used_at < ? or since < ?")
                .param(Timestamp.from(now.minus(SILENT)))
                .param(Timestamp.from(now.minus(LONGEST)))
                .update();
    }

    private void log(UUID account, String act) {
        records.enter(
                new Entry(
                        Province.NATION,
                        clock.instant(),
                        act,
                        Entry.Door.PAGE,
                        null,
                        new PersonId(account),
                        null,
                        null,
                        false,
                        null));
    }

    private static String telephone(String typed) {
        String digits = typed.replaceAll("[\\s()-]", "");
        String local =
                digits.startsWith("+86")
                        ? digits.substring(3)
                        : digits.startsWith("0086") ? digits.substring(4) : digits;
        if (!MOBILE.matcher(local).matches()) {
            throw Refused.field("telephone", "access.account.telephone.wrong");
        }
        return local;
    }

    private static String browser(HttpServletRequest request) {
        return KnownDevices.device(request, Part.HERS, false);
    }

    private static void put(
            HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/account")
                        .maxAge(age)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private byte[] hash(String purpose, String text) {
        return Digest.keyed(
                key,
                ByteBuffer.allocate(4).putInt(purpose.length()).array(),
                purpose.getBytes(UTF_8),
                text.getBytes(UTF_8));
    }

    private static byte[] sha256(String text) {
        return Digest.of(text);
    }

    /** Her session, or the way in. */
    Resident orShowTheWay(@Nullable HttpServletRequest request) {
        return Optional.ofNullable(request).flatMap(this::of).orElseThrow(NoAccount::new);
    }
}
