package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import niangjia.access.ReceiptCode;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Somebody tries codes by the thousand, from phones that are new each time. */
@Tag("prove")
@OnTheRealNet
@TestPropertySource(properties = "server.forward-headers-strategy=native")
class TenThousandGuessesTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestCourier courier;
    @Autowired TestClock clock;

    @Test
    void tenThousandGuessesOpenNothingAndTheOwnerStillComesIn() {
        seats.onDuty("4201", "张值守");
        Phone owner = new Phone(port);
        String answer =
                owner.postJson(
                                "/api/v1/help-requests",
                                "{\"place\": \"420102\", \"text\": \"想找点活干\"}")
                        .body();
        String code = answer.replaceAll(".*\"code\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        String link = answer.replaceAll(".*\"link\"\\s*:\\s*\"[^\"]*(/r/[^\"]+)\".*", "$1");
        assertThat(ReceiptCode.read(code)).isPresent();

        Random random = new Random(12338);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            String guess = ReceiptCode.of(random.nextLong()).digits();
            int status =
                    new Phone(port, "203.0.113.7")
                            .get("/api/v1/receipt", "Authorization", "Receipt " + guess)
                            .statusCode();
            answers.merge("interface " + status, 1, Integer::sum);
        }
        for (int i = 0; i < 5_000; i++) {
            Phone stranger = new Phone(port, "203.0.113.8");
            var page = enters(stranger, ReceiptCode.of(random.nextLong()).digits());
            answers.merge(
                    "page "
                            + page.statusCode()
                            + (page.body().contains("错的次数太多了") ? " too many" : " wrong"),
                    1,
                    Integer::sum);
        }
        System.out.println("10,000 guesses were answered with " + answers);
        assertThat(answers)
                .as("all but the first hundred of an address are refused before any hash")
                .isEqualTo(
                        Map.of(
                                "interface 401",
                                100,
                                "interface 429",
                                4_900,
                                "page 422 wrong",
                                100,
                                "page 422 too many",
                                4_900));

        assertThat(owner.get(link).statusCode()).isEqualTo(303);
        assertThat(owner.get("/mine").body()).contains("想找点活干");
        assertThat(enters(new Phone(port, "203.0.113.9"), code).headers().firstValue("Location"))
                .as("she comes in with her code on a phone that is new")
                .hasValue("/mine");
        Phone neighbour = new Phone(port, "203.0.113.8");
        neighbour.get(link);
        assertThat(enters(neighbour, code).headers().firstValue("Location"))
                .as("and behind the address of the guesses on one that was let in before")
                .hasValue("/mine");
    }

    private HttpResponse<String> enters(Phone phone, String code) {
        return phone.post("/code", Map.of("once", phone.token("/code"), "code", code));
    }

    @Test
    void norDoTenThousandGuessesOfTelephoneCodes() {
        String telephone = "13004201042";
        Phone owner = new Phone(port);
        asks(owner, telephone);
        assertThat(enters(owner, telephone, courier.code(telephone))).isEqualTo(303);
        owner.post("/account/out", Map.of("once", owner.token("/account")));
        clock.turn(java.time.Duration.ofHours(1));

        int before = courier.to(telephone).size();
        Random random = new Random(110);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int phone = 0; phone < 1_000; phone++) {
            Phone stranger = new Phone(port);
            asks(stranger, telephone);
            for (int i = 0; i < 10; i++) {
                String guess = "%06d".formatted(random.nextInt(1_000_000));
                answers.merge(enters(stranger, telephone, guess), 1, Integer::sum);
            }
        }
        System.out.println("10,000 guesses of telephone codes were answered with " + answers);
        assertThat(answers.keySet()).containsExactly(422);
        assertThat(courier.to(telephone).size() - before).as("messages to her").isEqualTo(3);
        assertThat(
                        jdbc.sql("select sum(tries) from access.telephone_code where tries > 0")
                                .query(Integer.class)
                                .single())
                .as("guesses that were compared with a code")
                .isLessThanOrEqualTo(16);

        asks(owner, telephone);
        assertThat(enters(owner, telephone, courier.code(telephone)))
                .as("she comes in on her own phone")
                .isEqualTo(303);
    }

    @Test
    void norDoTenThousandGuessesOfAPassword() {
        SeatHeld seat = seats.onDuty("4202", "黄石的她");
        Phone owner = Phone.of(port, seats, seat);
        String login = seat.seat().toString();
        clock.turn(java.time.Duration.ofHours(1));
        Map<String, Integer> answers = new TreeMap<>();
        for (int phone = 0; phone < 1_000; phone++) {
            Phone stranger = new Phone(port);
            String token = stranger.token("/access");
            for (int i = 0; i < 10; i++) {
                var answer = signIn(stranger, token, login, "guess %d %d".formatted(phone, i));
                answers.merge(
                        answer.statusCode()
                                + (answer.body().contains("错的次数太多了") ? " too many" : " wrong"),
                        1,
                        Integer::sum);
            }
        }
        System.out.println("10,000 guesses of a password were answered with " + answers);
        assertThat(answers).isEqualTo(Map.of("422 wrong", 50, "422 too many", 9_950));
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where person = ? and act = 'access.sign-in-failed'")
                                .param(seat.holder().value())
                                .query(Integer.class)
                                .single())
                .as("guesses that were compared with her password")
                .isEqualTo(50);
        owner.post("/access/sign-out", Map.of("once", owner.token("/workbench")));
        assertThat(
                        signIn(owner, owner.token("/access"), login, Seats.PASSWORD)
                                .headers()
                                .firstValue("Location"))
                .as("she comes in from her own device, within the same hour")
                .hasValue("/access/second");
    }

    private static HttpResponse<String> signIn(
            Phone phone, String token, String login, String password) {
        return phone.post("/access", Map.of("once", token, "login", login, "password", password));
    }

    private void asks(Phone phone, String telephone) {
        phone.post("/account/in", Map.of("once", phone.token("/code"), "telephone", telephone));
    }

    private int enters(Phone phone, String telephone, String code) {
        return phone.post(
                        "/account/code",
                        Map.of("once", phone.token("/code"), "telephone", telephone, "code", code))
                .statusCode();
    }
}
