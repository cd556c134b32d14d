package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import niangjia.network.SeatHeld;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
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
            "niangjia.provider.two-factors=mfa"
        })
class AProviderVouchesForHerTest {

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

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
