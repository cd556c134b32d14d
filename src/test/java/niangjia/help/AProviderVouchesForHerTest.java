package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                        "insert into access.provider_identity (issuer, subject, account, bound, linked_at)"
                                + " select issuer, 'his-own', account, bound, linked_at from access.provider_identity"
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
        assertThat(phone.get("/access/provider/out/another").statusCode()).isIn(400, 404, 500);
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
        wrong.put("no number", said("federation", "pengyang", Map.of("jti", "")));
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
        return phone.get(back(phone, subject, claims));
    }

    private static String back(Phone phone, String subject, Map<String, Object> claims) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "federation", subject, "JWT", List.of("niangjia"), claims, 3600));
        return back(phone);
    }

    private static String back(Phone phone) {
        String out = where(phone.get("/access/provider/out/organisation"));
        try {
            HttpResponse<String> sent =
                    BROWSER.send(
                            HttpRequest.newBuilder(URI.create(out)).GET().build(),
                            BodyHandlers.ofString());
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
