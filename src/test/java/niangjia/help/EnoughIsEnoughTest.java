package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.OnlyOnce;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What anybody may send has a bound by device and, with room for a village, by address; what is
 * guessed has one that many at once do not pass.
 */
@OnTheRealNet
@TestPropertySource(
        properties = {
            "niangjia.limits.per-address=30",
            "niangjia.limits.sign-ins-per-address=12",
            "server.forward-headers-strategy=native"
        })
class EnoughIsEnoughTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired OnlyOnce once;

    @Test
    void oneDeviceAsksTwentyTimesAnHourAndKeepsWhatItTyped() {
        Phone phone = new Phone(port);
        for (int n = 1; n <= 20; n++) {
            assertThat(ask(phone, "第" + n + "次问补贴").statusCode()).as("time " + n).isEqualTo(303);
        }
        var tooMany = ask(phone, "第二十一次问补贴");
        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(tooMany.body()).contains("第二十一次问补贴", "110", "12338", "过一会儿再发");
        assertThat(seats.asked("第二十一次问补贴")).isEmpty();
        assertThat(ask(new Phone(port), "她的邻居问补贴").statusCode())
                .as("another phone behind the same address")
                .isEqualTo(303);
    }

    @Test
    void whatWasTakenBeforeTheBoundIsAnsweredAgainAtIt() {
        for (int n = 1; n <= 31; n++) {
            String key = "sent-" + n;
            assertThat(program("203.0.113.20", n, key).statusCode())
                    .as("call " + n)
                    .isEqualTo(n <= 30 ? 201 : 429);
        }
        String first = program("203.0.113.20", 1, "sent-1").body();
        assertThat(first)
                .contains("\"code\"")
                .isEqualTo(program("203.0.113.20", 1, "sent-1").body());
        assertThat(program("203.0.113.20", 99, "sent-99").statusCode()).isEqualTo(429);
    }

    @Test
    void whatIsCountedBeforeAWriteHoldsNoLockWhileItIsWritten() {
        var token = UUID.randomUUID();
        List<Boolean> inTransaction = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            String outcome =
                    once.run(
                            token,
                            () -> {
                                inTransaction.add(
                                        TransactionSynchronizationManager
                                                .isActualTransactionActive());
                                return "first";
                            },
                            ready -> {
                                inTransaction.add(
                                        TransactionSynchronizationManager
                                                .isActualTransactionActive());
                                return ready;
                            });
            assertThat(outcome).isEqualTo("first");
        }
        assertThat(inTransaction).as("and once only").containsExactly(false, true);
    }

    @Test
    void whoTriesOnePasswordOnManyLoginsIsStoppedAndNobodyElseIs() {
        SeatHeld seat = seats.onDuty("341023", "黟县的她");
        Phone own = new Phone(port);
        assertThat(signIn(own, "203.0.113.30", seats.account(seat), Seats.PASSWORD).statusCode())
                .isEqualTo(303);
        own.setUpApp(seats.clock);
        own.post("/access/sign-out", Map.of("once", own.token("/workbench")));
        int computed = 0;
        for (int n = 0; n < 20; n++) {
            String page =
                    signIn(new Phone(port), "203.0.113.30", "login-" + n, "Spring2026 spray")
                            .body();
            computed += page.contains("登录名或密码不对") ? 1 : 0;
        }
        assertThat(computed).as("that a hash was computed for").isEqualTo(12);
        String login = seat.seat().toString();
        assertThat(signIn(new Phone(port), "203.0.113.31", login, "wrong").body())
                .as("another address")
                .contains("登录名或密码不对");
        assertThat(signIn(own, "203.0.113.30", login, Seats.PASSWORD).statusCode())
                .as("her own phone behind the same address")
                .isEqualTo(303);
    }

    @Test
    void anAddressOfTheNewKindCountsByItsNetwork() {
        for (int n = 1; n <= 31; n++) {
            assertThat(program("2001:db8:1:2::" + n, n).statusCode())
                    .isEqualTo(n <= 30 ? 201 : 429);
        }
        assertThat(program("2001:db8:1:3::1", 1).statusCode()).isEqualTo(201);
    }

    private java.net.http.HttpResponse<String> signIn(
            Phone phone, String address, String login, String password) {
        String form =
                "once=%s&login=%s&password=%s"
                        .formatted(
                                phone.token("/access"),
                                login,
                                URLEncoder.encode(password, StandardCharsets.UTF_8));
        return phone.send(
                phone.request(
                                "/access",
                                "X-Forwarded-For",
                                address,
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    void oneDeviceJoinsAndAppliesTenTimesAnHour() {
        Place market = seats.beside(seats.place("341003"), "黄山市场", "market");
        Phone phone = new Phone(port);
        for (int n = 1; n <= 11; n++) {
            var answer =
                    phone.post(
                            "/network/" + seats.place("341003").id() + "/apply",
                            Map.of(
                                    "once", phone.token("/"),
                                    "kind", "market",
                                    "name", "第" + n + "市场",
                                    "applicant", "某人",
                                    "contact", "电话",
                                    "proof", "执照"));
            assertThat(answer.statusCode()).as("application " + n).isEqualTo(n <= 10 ? 303 : 422);
        }
        for (int n = 1; n <= 11; n++) {
            // The same device, whose memberships are forgotten.
            var answer =
                    phone.post(
                            "/network/" + market.id() + "/join",
                            Map.of("once", phone.token("/"), "name", "她", "agreed", "yes"));
            phone.forget("joined");
            assertThat(answer.statusCode()).as("membership " + n).isEqualTo(n <= 10 ? 303 : 422);
        }
    }

    @Test
    void oneAddressHasABoundThatNoOtherIsHeldTo() {
        for (int n = 1; n <= 31; n++) {
            assertThat(program("203.0.113.9", n).statusCode())
                    .as("call " + n)
                    .isEqualTo(n <= 30 ? 201 : 429);
        }
        var tooOften = program("203.0.113.9", 32);
        assertThat(tooOften.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(tooOften.headers().firstValue("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 3600));
        assertThat(program("203.0.113.10", 1).statusCode()).isEqualTo(201);
    }

    @Test
    void manyGuessesAtTheSameMomentAreNoMoreWelcomeThanOneAfterTheOther() throws Exception {
        SeatHeld seat = seats.onDuty("341004", "徽州的她");
        String login = seats.account(seat);
        Phone phone = new Phone(port);
        String token = phone.token("/access");
        List<Callable<String>> guesses = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            String guess = "a wrong guess " + n;
            guesses.add(() ->
                    phone.post("/access", Map.of("once", token, "login", login, "password", guess))
                            .body());
        }
        int computed = 0;
        try (var pool = Executors.newFixedThreadPool(15)) {
            for (Future<String> answer : pool.invokeAll(guesses)) {
                computed += answer.get().contains("登录名或密码不对") ? 1 : 0;
            }
        }
        assertThat(computed).as("guesses that a hash was computed for").isBetween(1, 5);
    }

    @Test
    void aLoginThatIsNobodysIsRefusedInTheSameWords() {
        String login = seats.account(seats.onDuty("341021", "歙县的她"));
        String known = wrong(login).replace(login, "");
        String unknown = wrong("nobody-of-this-name").replace("nobody-of-this-name", "");
        assertThat(clean(unknown)).isEqualTo(clean(known));
        Phone phone = new Phone(port);
        String used = phone.get("/join/" + "0".repeat(40)).body();
        String odd = phone.get("/begin/" + "0".repeat(32)).body();
        assertThat(clean(odd)).isEqualTo(clean(used));
    }

    private String wrong(String login) {
        Phone phone = new Phone(port);
        return phone.post(
                        "/access",
                        Map.of(
                                "once",
                                phone.token("/access"),
                                "login",
                                login,
                                "password",
                                "not it"))
                .body();
    }

    /** Without what differs from page to page. */
    private static String clean(String page) {
        return page.replaceAll("name=\"once\" value=\"[^\"]*\"", "")
                .replaceAll("data-challenge=\"[^\"]*\"", "")
                .replaceAll("(/join/|/begin/)0+", "");
    }

    private java.net.http.HttpResponse<String> ask(Phone phone, String words) {
        var form = new HashMap<String, String>();
        form.put("once", phone.token("/"));
        form.put("text", words);
        form.put("kind", "work");
        form.put("place", seats.place("341002").id().toString());
        form.put("step", "send");
        return phone.post("/ask", form);
    }

    private java.net.http.HttpResponse<String> program(String address, int n, String key) {
        return new Phone(port)
                .postJson(
                        "/api/v1/help-requests",
                        "{\"place\":\"341022\",\"text\":\"第%d次\"}".formatted(n),
                        "X-Forwarded-For",
                        address,
                        "Idempotency-Key",
                        key);
    }

    private java.net.http.HttpResponse<String> program(String address, int n) {
        return new Phone(port)
                .postJson(
                        "/api/v1/help-requests",
                        "{\"place\":\"341022\",\"text\":\"第%d次\"}".formatted(n),
                        "X-Forwarded-For",
                        address);
    }
}
