package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.database.DataFolder;
import niangjia.network.SeatHeld;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** An organisation's own sign-in lets in whose holder linked it, and nobody else. */
@OnTheRealNet
@DirtiesContext
@TestPropertySource(
        properties = {
            "niangjia.provider.client=niangjia",
            "niangjia.provider.secret=between us",
            "niangjia.provider.name=省妇联统一登录",
            "niangjia.provider.two-factors=mfa",
            "server.forward-headers-strategy=native"
        })
class AProviderVouchesForHerTest {

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String BEGIN = "?begin=yes";
    private static final Map<String, Object> TWICE = Map.of("amr", List.of("mfa"));
    private static final String SIGNED_OUT = "/access/provider/signed-out";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        PROVIDER.start(InetAddress.getLoopbackAddress(), 0);
        properties.add(
                "niangjia.provider.issuer", () -> PROVIDER.issuerUrl("federation").toString());
    }

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired DataFolder folder;

    @Test
    void sheLinksItWhileSignedInAndComesInByItWithHerSecondFactor() {
        SeatHeld seat = seats.onDuty("640302", "利通的她");
        Phone phone = new Phone(port);
        String letters = signedIn(phone, seat);
        assertThat(phone.get("/access").body()).contains("用省妇联统一登录登录");
        assertThat(where(vouched(phone, "litong", Map.of()))).endsWith("/access/provider");
        assertThat(phone.get("/access/provider").body()).contains("litong");
        assertThat(identities("litong")).as("not before she says so").isZero();
        assertThat(
                        where(
                                phone.post(
                                        "/access/provider",
                                        Map.of("once", phone.token("/access/provider")))))
                .isEqualTo("/access/ways");
        assertThat(identities("litong")).isEqualTo(1);

        Phone elsewhere = new Phone(port);
        assertThat(where(vouched(elsewhere, "litong", Map.of()))).endsWith("/access/second");
        assertThat(where(elsewhere.get("/workbench"))).isEqualTo("/access/second");
        clock.turn(Duration.ofSeconds(30));
        elsewhere.post(
                "/access/second",
                Map.of(
                        "once",
                        elsewhere.token("/access/second"),
                        "code",
                        Phone.code(letters, clock)));
        assertThat(elsewhere.get("/workbench").statusCode()).isEqualTo(200);
    }

    @Test
    void whereItSaysThatItAskedForTwoFactorsItIsBoth() {
        SeatHeld seat = seats.onDuty("640303", "红寺堡的她");
        Phone phone = new Phone(port);
        signedIn(phone, seat);
        link(phone, "hongsipu");
        Phone elsewhere = new Phone(port);
        assertThat(where(vouched(elsewhere, "hongsipu", Map.of("amr", List.of("pwd", "mfa")))))
                .endsWith("/workbench");
        assertThat(elsewhere.get("/workbench").statusCode()).isEqualTo(200);
        Phone another = new Phone(port);
        assertThat(where(vouched(another, "hongsipu", Map.of("amr", List.of("pwd")))))
                .endsWith("/access/second");
    }

    @Test
    void anUnknownAccountThereOpensNothingWhateverAddressItCarries() {
        SeatHeld seat = seats.onDuty("640323", "盐池的她");
        seats.account(seat);
        Phone phone = new Phone(port);
        HttpResponse<String> answer =
                vouched(
                        phone,
                        "stranger",
                        Map.of(
                                "email",
                                seat.seat().toString(),
                                "preferred_username",
                                seat.seat().toString()));
        assertThat(where(answer)).endsWith("/access?provider=unknown");
        assertThat(phone.get("/access?provider=unknown").statusCode()).isEqualTo(403);
        assertThat(where(phone.get("/workbench"))).isEqualTo("/access");
    }

    @Test
    void aLinkThatAnAdministratorWroteOpensNothing() {
        SeatHeld seat = seats.onDuty("640422", "西吉的她");
        Phone phone = new Phone(port);
        signedIn(phone, seat);
        link(phone, "xiji");
        jdbc.sql(
                        "insert into access.provider_identity (issuer, subject, account, bound, twice, linked_at)"
                                + " select issuer, 'his-own', account, bound, twice, linked_at from access.provider_identity"
                                + " where subject = 'xiji'")
                .update();
        assertThat(where(vouched(new Phone(port), "his-own", Map.of())))
                .endsWith("/access?provider=unknown");
        assertThat(where(vouched(new Phone(port), "xiji", Map.of()))).endsWith("/access/second");
    }

    @Test
    void itIsLinkedToOneAccountAndOnlyByWhoHasJustProvedHerself() {
        SeatHeld first = seats.onDuty("640324", "同心的她");
        SeatHeld second = seats.onDuty("640381", "青铜峡的她");
        Phone hers = new Phone(port);
        signedIn(hers, first);
        link(hers, "tongxin");
        Phone others = new Phone(port);
        signedIn(others, second);
        assertThat(where(vouched(others, "tongxin", Map.of())))
                .as("it comes in as whose it is, in a session of its own")
                .endsWith("/access/second");
        assertThat(identities("tongxin")).isEqualTo(1);

        Phone found = new Phone(port);
        signedIn(found, second);
        vouched(found, "qingtongxia", Map.of());
        String token = found.token("/access/provider");
        clock.turn(Duration.ofMinutes(16));
        assertThat(where(found.post("/access/provider", Map.of("once", token))))
                .startsWith("/access/second?to=");
        assertThat(identities("qingtongxia")).isZero();

        Phone stranger = new Phone(port);
        assertThat(where(stranger.get("/access/provider"))).isEqualTo("/access");
        assertThat(where(hers.post("/access/ways/provider", Map.of("once", token(hers)))))
                .startsWith("/access/second?to=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "iss", "aud", "exp"})
    void anAnswerWithAnotherNonceIssuerAudienceOrTimeIsRefused(String claim) {
        SeatHeld seat = seats.onDuty("640402", "原州的她");
        Phone phone = new Phone(port);
        signedIn(phone, seat);
        link(phone, "yuanzhou-" + claim);
        Object wrong =
                switch (claim) {
                    case "aud" -> List.of("another-client");
                    case "exp" -> 1_000_000_000L;
                    case "iss" -> "https://elsewhere.example/";
                    default -> "another";
                };
        Phone elsewhere = new Phone(port);
        assertThat(where(vouched(elsewhere, "yuanzhou-" + claim, Map.of(claim, wrong))))
                .endsWith("/access?provider=refused");
        assertThat(where(elsewhere.get("/workbench"))).isEqualTo("/access");
        assertThat(where(vouched(new Phone(port), "yuanzhou-" + claim, Map.of())))
                .endsWith("/access/second");
        assertThat(new Phone(port).get("/access?provider=refused").statusCode()).isEqualTo(403);
    }

    @Test
    void anAnswerWithAnotherStateOrToAnotherBrowserIsRefused() {
        Phone elsewhere = new Phone(port);
        String back = back(elsewhere);
        assertThat(where(elsewhere.get(back.replaceAll("state=[^&]*", "state=another"))))
                .as("state")
                .endsWith("/access?provider=refused");
        Phone victim = new Phone(port);
        String sent = back(new Phone(port));
        assertThat(where(victim.get(sent)))
                .as("begun in another browser")
                .endsWith("/access?provider=refused");
    }

    @Test
    void theWayOutAsksForAProofKeyANonceAndNoMoreThanWhoSheIs() {
        Phone phone = new Phone(port);
        String out = where(phone.get("/access/provider/out/organisation"));
        assertThat(out)
                .startsWith(PROVIDER.issuerUrl("federation").toString())
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=")
                .contains("scope=openid&", "response_type=code");
        String cookie = phone.cookies().replaceAll(".*seat=([^;]+).*", "$1");
        String number = new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8);
        assertThat(
                        jdbc.sql(
                                        "select max_inactive_interval from access.session where session_id = ?")
                                .param(number.substring(0, number.indexOf('.')))
                                .query(Integer.class)
                                .single())
                .as("whoever goes out without end fills nothing")
                .isEqualTo(600);
        assertThat(phone.get("/access/provider/out/another").statusCode()).isIn(400, 404, 500);
    }

    @Test
    void anInvitationIsTakenUpThereByWhoHoldsItInTheBrowserThatBeganAndOnce() {
        SeatHeld chief = seats.onDuty("6405", "中卫的她");
        SeatHeld seat = seats.onDuty("640502", "沙坡头的她");
        Phone above = new Phone(port);
        signedIn(above, chief);
        link(above, "zhongwei");
        String link = invited(above, seat);

        Phone phone = new Phone(port);
        assertThat(phone.get(link).body()).contains("用省妇联统一登录开始");
        assertThat(begins(phone, link).body()).contains("去省妇联统一登录");
        String taken = where(vouched(phone, "zhongwei", BEGIN, Map.of("amr", List.of("mfa"))));
        assertThat(taken).endsWith(link + "?provider=others");
        HttpResponse<String> told = phone.get(link + "?provider=others");
        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body()).contains("那边的账号已经连着别人的账号");
        assertThat(accounts(seat)).as("it opened nothing").isZero();

        begins(phone, link);
        Phone another = new Phone(port);
        assertThat(where(vouched(another, "shapotou", BEGIN, Map.of())))
                .as("in a browser that has not begun")
                .endsWith("/access?provider=unknown");
        assertThat(where(vouched(phone, "shapotou", "", Map.of())))
                .as("a trip that did not begin on the page of the link")
                .endsWith("/access?provider=unknown");
        String old = there(phone, "shapotou", BEGIN, Map.of());
        begins(phone, link);
        assertThat(where(phone.get(old)))
                .as("begun anew meanwhile")
                .endsWith("/access?provider=unknown");
        assertThat(
                        phone.post(link, Map.of("once", "of another browser", "by", "provider"))
                                .statusCode())
                .isEqualTo(422);
        assertThat(accounts(seat)).isZero();

        begins(phone, link);
        assertThat(where(vouched(phone, "shapotou", BEGIN, Map.of()))).endsWith("/access/second");
        assertThat(where(phone.get("/workbench")))
                .as("one factor is not enough")
                .isEqualTo("/access/second");
        String letters = phone.setUpApp(clock);
        assertThat(phone.get("/workbench").body()).contains("沙坡头的她");
        assertThat(new Phone(port).get(link).statusCode()).as("used up").isNotEqualTo(200);
        assertThat(begins(another, link).statusCode()).as("used up").isNotEqualTo(200);
        Phone elsewhere = new Phone(port);
        assertThat(where(vouched(elsewhere, "shapotou", "", Map.of()))).endsWith("/access/second");
        clock.turn(Duration.ofSeconds(30));
        elsewhere.post(
                "/access/second",
                Map.of(
                        "once",
                        elsewhere.token("/access/second"),
                        "code",
                        Phone.code(letters, clock)));
        assertThat(elsewhere.get("/workbench").statusCode()).isEqualTo(200);
    }

    @Test
    void whereItVouchesForTwoFactorsThatIsEnoughToBeginAndNeededFromThenOn() {
        SeatHeld chief = seats.onDuty("6405", "中卫的她");
        SeatHeld seat = seats.onDuty("640521", "中宁的她");
        Phone above = new Phone(port);
        signedIn(above, chief);
        String link = invited(above, seat);
        Phone phone = new Phone(port);
        begins(phone, link);
        assertThat(where(vouched(phone, "zhongning", BEGIN, TWICE))).endsWith("/workbench");
        assertThat(phone.get("/workbench").body()).contains("中宁的她");
        assertThat(phone.get("/access/ways").body())
                .as("there is no password to change")
                .doesNotContain("name=\"old\"");

        Phone found = new Phone(port);
        assertThat(where(vouched(found, "zhongning", "", Map.of("amr", List.of("pwd")))))
                .endsWith("/access?provider=once");
        assertThat(found.get("/access?provider=once").statusCode()).isEqualTo(403);
        assertThat(where(found.get("/access/ways")))
                .as("with one factor nobody sets up another here")
                .isEqualTo("/access");
        assertThat(where(vouched(found, "zhongning", "", TWICE))).endsWith("/workbench");

        vouched(phone, "zhongning", "", asked(Duration.ZERO));
        HttpResponse<String> unlinked =
                phone.post("/access/ways/provider", Map.of("once", phone.token("/access/ways")));
        assertThat(unlinked.statusCode()).as("it is her only way in").isEqualTo(422);
        assertThat(identities("zhongning")).isEqualTo(1);
    }

    @Test
    void anAccountThatIsGivenBackThereLosesItsOldWays() {
        SeatHeld chief = seats.onDuty("6405", "中卫的她");
        SeatHeld seat = seats.onDuty("640522", "海原的她");
        Phone old = new Phone(port);
        signedIn(old, seat);
        link(old, "haiyuan-before");
        Phone first = new Phone(port);
        signedIn(first, chief);
        Phone second = new Phone(port);
        signedIn(second, seats.onDuty("640522", "海原的同事"));
        asks(first, seat, "ask");
        String link = linkIn(asks(second, seat, "agree"));
        Phone phone = new Phone(port);
        begins(phone, link);
        assertThat(where(vouched(phone, "haiyuan", BEGIN, TWICE))).endsWith("/workbench");
        assertThat(where(old.get("/workbench"))).isEqualTo("/access");
        assertThat(
                        where(
                                old.post(
                                        "/access",
                                        Map.of(
                                                "once", old.token("/access"),
                                                "login", seat.seat().toString(),
                                                "password", Seats.PASSWORD))))
                .as("the password of before")
                .isEqualTo("status 422");
        assertThat(where(vouched(old, "haiyuan-before", "", TWICE)))
                .endsWith("/access?provider=unknown");
    }

    @Test
    void theFirstAccountMayBeBegunThere() {
        String link = "/begin/" + HexFormat.of().formatHex(folder.secret("first-account", 16));
        List<UUID> real =
                jdbc.sql("select id from access.account where not demonstration")
                        .query(UUID.class)
                        .list();
        UUID[] ids = real.toArray(UUID[]::new);
        jdbc.sql("update access.account set demonstration = true where id = any (?)")
                .param(ids)
                .update();
        try {
            Phone phone = new Phone(port);
            assertThat(begins(phone, link, Map.of("name", "", "code", "64")).statusCode())
                    .isEqualTo(422);
            assertThat(begins(phone, link, Map.of("name", "首位", "code", "640")).statusCode())
                    .isEqualTo(422);
            begins(phone, link, Map.of("name", "首位", "code", "64"));
            assertThat(where(vouched(phone, "first", BEGIN, TWICE))).endsWith("/workbench");
            assertThat(phone.get("/workbench").body()).contains("首位");
            assertThat(new Phone(port).get(link).statusCode()).as("once").isNotEqualTo(200);
        } finally {
            jdbc.sql("update access.account set demonstration = false where id = any (?)")
                    .param(ids)
                    .update();
        }
    }

    /** Whoever finds her phone open is remembered there as well as here. */
    @Test
    void whomItOnlyRemembersHasNotProvedHerselfFreshly() {
        SeatHeld seat = seats.onDuty("6403", "吴忠的她");
        Phone phone = new Phone(port);
        signedIn(phone, seat);
        link(phone, "wuzhong");
        assertThat(where(phone.get("/access/provider/out/organisation")))
                .as("who is in is to be asked")
                .contains("prompt=login", "max_age=0");
        assertThat(where(new Phone(port).get("/access/provider/out/organisation")))
                .contains("max_age=43200")
                .doesNotContain("prompt=");

        Phone found = new Phone(port);
        for (Map<String, Object> said : List.of(TWICE, asked(Duration.ofMinutes(16)))) {
            assertThat(where(vouched(found, "wuzhong", "", said))).endsWith("/workbench");
            assertThat(where(writesCodes(found)))
                    .as("in, but not of now")
                    .startsWith("/access/second");
            assertThat(where(vouched(found, "wuzhong", "", said))).endsWith("/access/ways");
            assertThat(where(writesCodes(found))).startsWith("/access/second");
            found = new Phone(port);
        }
        vouched(found, "wuzhong", "", TWICE);
        assertThat(found.get("/access/second?to=/access/ways").body()).contains("去省妇联统一登录再证明一次");
        vouched(found, "wuzhong", "", asked(Duration.ZERO));
        assertThat(writesCodes(found).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> writesCodes(Phone phone) {
        return phone.post("/access/ways/codes", Map.of("once", phone.token("/access/ways")));
    }

    private Map<String, Object> asked(Duration ago) {
        return Map.of(
                "amr", List.of("mfa"), "auth_time", clock.instant().minus(ago).getEpochSecond());
    }

    private String invited(Phone above, SeatHeld seat) {
        return linkIn(asks(above, seat, "ask"));
    }

    private static HttpResponse<String> asks(Phone phone, SeatHeld seat, String act) {
        String page = "/staff/" + seat.place().id();
        return phone.post(
                page,
                Map.of("once", phone.token(page), "seat", seat.seat().toString(), "act", act));
    }

    private static String linkIn(HttpResponse<String> answer) {
        Matcher link = Pattern.compile("/join/[0-9a-f]{40}").matcher(answer.body());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static HttpResponse<String> begins(Phone phone, String link) {
        return begins(phone, link, Map.of());
    }

    private static HttpResponse<String> begins(
            Phone phone, String link, Map<String, String> typed) {
        Map<String, String> form = new HashMap<>(typed);
        form.put("once", phone.token("/access"));
        form.put("by", "provider");
        return phone.post(link, form);
    }

    private int accounts(SeatHeld seat) {
        return jdbc.sql("select count(*) from access.account where person = ?")
                .param(seat.holder().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void whatTheProviderDidNotSayEndsNothing() throws Exception {
        SeatHeld seat = seats.onDuty("640425", "彭阳的她");
        Phone first = new Phone(port);
        signedIn(first, seat);
        link(first, "pengyang");
        Phone phone = new Phone(port);
        vouched(phone, "pengyang", Map.of("amr", List.of("mfa"), "sid", "one"));
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);

        long now = clock.instant().getEpochSecond();
        Map<String, SignedJWT> wrong = new LinkedHashMap<>();
        wrong.put("another issuer's key", said("another", "pengyang", Map.of()));
        wrong.put(
                "another issuer",
                said("federation", "pengyang", Map.of("iss", "https://x.example")));
        wrong.put(
                "another audience",
                said("federation", "pengyang", Map.of("aud", List.of("another"))));
        wrong.put("nonce", said("federation", "pengyang", Map.of("nonce", "n")));
        wrong.put("no event", said("federation", "pengyang", Map.of("events", Map.of())));
        wrong.put(
                "another event",
                said("federation", "pengyang", Map.of("events", Map.of("http://x", Map.of()))));
        wrong.put(
                "an event that is none",
                said("federation", "pengyang", Map.of("events", Map.of(EVENT, "yes"))));
        wrong.put(
                "over", said("federation", "pengyang", Map.of("iat", now - 240, "exp", now - 120)));
        wrong.put("stale", said("federation", "pengyang", Map.of("iat", now - 600)));
        wrong.put(
                "of tomorrow",
                said("federation", "pengyang", Map.of("iat", now + 86_400, "exp", now + 90_000)));
        wrong.put("about nobody", said("federation", "", Map.of()));
        wrong.forEach((what, token) -> refused(what, token.serialize()));
        String good = said("federation", "pengyang", Map.of()).serialize();
        refused("a letter changed", good.substring(0, good.length() - 9) + "AAAAAAAAA");
        refused("another's words", good.replaceFirst("\\.[^.]*", ".e30"));
        refused(
                "unsigned",
                new PlainJWT(said("federation", "pengyang", Map.of()).getJWTClaimsSet())
                        .serialize());
        refused("no token", "");
        refused("nonsense", "a.b.c");
        refused("a very long one", good + "x".repeat(10_000));
        assertThat(phone.get("/workbench").statusCode()).as("she is still in").isEqualTo(200);

        var browser = new Phone(port);
        assertThat(
                        browser.send(
                                        browser.request(
                                                        SIGNED_OUT,
                                                        "Origin",
                                                        "https://login.example")
                                                .header(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded")
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                "logout_token=" + good)))
                                .statusCode())
                .as("the provider says where it comes from, and it is not from here")
                .isEqualTo(200);
        assertThat(where(phone.get("/workbench"))).as("at once").isEqualTo("/access");
        refused("a second time", good);
    }

    @Test
    void whoSignsOutThereIsOutHereOfWhatItOpenedAndOfNothingElse() {
        SeatHeld seat = seats.onDuty("640424", "泾源的她");
        Phone byPassword = new Phone(port);
        signedIn(byPassword, seat);
        link(byPassword, "jingyuan");
        Map<String, Object> twice = Map.of("amr", List.of("mfa"));
        Phone one = new Phone(port);
        vouched(one, "jingyuan", Map.of("amr", List.of("mfa"), "sid", "s1"));
        Phone two = new Phone(port);
        vouched(two, "jingyuan", Map.of("amr", List.of("mfa"), "sid", "s2"));
        Phone unnamed = new Phone(port);
        vouched(unnamed, "jingyuan", twice);
        Phone half = new Phone(port);
        vouched(half, "jingyuan", Map.of("sid", "s1"));

        SignedJWT session = said("federation", null, Map.of("sid", "s1"));
        assertThat(send(session.serialize()).statusCode()).isEqualTo(200);
        assertThat(where(one.get("/workbench"))).isEqualTo("/access");
        assertThat(where(half.get("/access/ways"))).as("half in").isEqualTo("/access");
        for (Phone other : List.of(two, unnamed, byPassword)) {
            assertThat(other.get("/workbench").statusCode()).isEqualTo(200);
        }

        send(said("federation", "jingyuan", Map.of("sid", "s3")).serialize());
        assertThat(where(unnamed.get("/workbench")))
                .as("which it was is not known")
                .isEqualTo("/access");
        assertThat(two.get("/workbench").statusCode()).isEqualTo(200);
        send(said("federation", "somebody-else", Map.of()).serialize());
        assertThat(two.get("/workbench").statusCode()).isEqualTo(200);
        send(said("federation", "jingyuan", Map.of()).serialize());
        assertThat(where(two.get("/workbench"))).isEqualTo("/access");
        assertThat(byPassword.get("/access/ways").body()).contains("这里也一起退出");
    }

    @Test
    void whoSendsNonsenseIsStoppedAndTheProviderIsNot() {
        var guesser = new Phone(port);
        for (int n = 0; n < 60; n++) {
            assertThat(from(guesser, "203.0.113.7", "a.b." + n)).isEqualTo(400);
        }
        String good = said("federation", "nobody-here", Map.of()).serialize();
        assertThat(from(guesser, "203.0.113.7", good)).isEqualTo(429);
        assertThat(from(guesser, "203.0.113.8", good)).isEqualTo(200);
    }

    private static int from(Phone phone, String address, String token) {
        return phone.send(
                        phone.request(SIGNED_OUT, "X-Forwarded-For", address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("logout_token=" + token)))
                .statusCode();
    }

    /**
     * What the provider sends when somebody has signed out there, but for what is said otherwise.
     */
    private SignedJWT said(String issuer, @Nullable String subject, Map<String, Object> otherwise) {
        long now = clock.instant().getEpochSecond();
        Map<String, @Nullable Object> claims = new HashMap<>();
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + 120);
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("iss", issuer());
        claims.put("sub", subject);
        claims.put("nonce", null);
        claims.putAll(otherwise);
        return PROVIDER.issueToken(
                issuer,
                "niangjia",
                new DefaultOAuth2TokenCallback(
                        issuer, "", "logout+jwt", List.of("niangjia"), claims, 120));
    }

    private static String issuer() {
        return PROVIDER.issuerUrl("federation").toString();
    }

    private HttpResponse<String> send(String token) {
        return new Phone(port).post(SIGNED_OUT, Map.of("logout_token", token));
    }

    private void refused(String what, String token) {
        HttpResponse<String> answer = send(token);
        assertThat(answer.statusCode()).as(what).isEqualTo(400);
        assertThat(answer.body()).as(what).isEmpty();
    }

    private String signedIn(Phone phone, SeatHeld seat) {
        phone.post(
                "/access",
                Map.of(
                        "once", phone.token("/access"),
                        "login", seats.account(seat),
                        "password", Seats.PASSWORD));
        return phone.setUpApp(clock);
    }

    private void link(Phone phone, String subject) {
        vouched(phone, subject, Map.of());
        phone.post("/access/provider", Map.of("once", phone.token("/access/provider")));
        assertThat(identities(subject)).isEqualTo(1);
    }

    /** Out to the provider, which lets everybody in, and back. */
    private HttpResponse<String> vouched(Phone phone, String subject, Map<String, Object> claims) {
        return vouched(phone, subject, "", claims);
    }

    private HttpResponse<String> vouched(
            Phone phone, String subject, String begin, Map<String, Object> claims) {
        return phone.get(there(phone, subject, begin, claims));
    }

    private static String there(
            Phone phone, String subject, String begin, Map<String, Object> claims) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "federation", subject, "JWT", List.of("niangjia"), claims, 3600));
        return back(phone, begin, subject, claims);
    }

    private static String back(Phone phone) {
        return back(phone, "", "", Map.of());
    }

    /** Asked to, it shows a page of its own before it sends her back. */
    private static String back(
            Phone phone, String begin, String subject, Map<String, Object> claims) {
        URI out = URI.create(where(phone.get("/access/provider/out/organisation" + begin)));
        try {
            HttpResponse<String> sent =
                    BROWSER.send(
                            HttpRequest.newBuilder(out).GET().build(), BodyHandlers.ofString());
            if (sent.statusCode() == 200) {
                sent =
                        BROWSER.send(
                                HttpRequest.newBuilder(out)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "username=%s&claims=%s"
                                                                .formatted(
                                                                        subject,
                                                                        URLEncoder.encode(
                                                                                JSONObjectUtils
                                                                                        .toJSONString(
                                                                                                claims),
                                                                                StandardCharsets
                                                                                        .UTF_8))))
                                        .build(),
                                BodyHandlers.ofString());
            }
            URI back = URI.create(where(sent));
            return back.getRawPath() + "?" + back.getRawQuery();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String token(Phone phone) {
        return phone.token("/access");
    }

    private int identities(String subject) {
        return jdbc.sql("select count(*) from access.provider_identity where subject = ?")
                .param(subject)
                .query(Integer.class)
                .single();
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
