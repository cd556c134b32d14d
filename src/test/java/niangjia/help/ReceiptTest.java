package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import niangjia.access.ReceiptCode;
import niangjia.help.tasks.Receipts;
import niangjia.shared.Province;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With her code or her link she is back on any phone, and nobody else is. */
@OnTheRealNet
class ReceiptTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired Receipts receipts;

    @Test
    void everyWrongDigitAndNearlyEverySwapIsFoundBeforeAnythingIsAsked() {
        var random = new Random(12338);
        int swaps = 0;
        int missed = 0;
        for (int n = 0; n < 3000; n++) {
            String code = ReceiptCode.of(random.nextLong()).digits();
            assertThat(ReceiptCode.read(" " + code.substring(0, 4) + "-" + code.substring(4)))
                    .hasValue(new ReceiptCode(code));
            for (int at = 0; at < 16; at++) {
                char other = (char) ('0' + (code.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
                assertThat(ReceiptCode.read(code.substring(0, at) + other + code.substring(at + 1)))
                        .isEmpty();
                if (at < 15 && code.charAt(at) != code.charAt(at + 1)) {
                    swaps++;
                    String swapped =
                            code.substring(0, at)
                                    + code.charAt(at + 1)
                                    + code.charAt(at)
                                    + code.substring(at + 2);
                    missed += ReceiptCode.read(swapped).isPresent() ? 1 : 0;
                }
            }
        }
        System.out.println("swaps visited: " + swaps + ", missed: " + missed);
        assertThat(missed).isLessThan(swaps / 40);
    }

    @Test
    void whateverIsTypedIsACodeOrNone() {
        var typed = new niangjia.network.Typed(16);
        for (int n = 0; n < 20_000; n++) {
            ReceiptCode.read(typed.anything())
                    .ifPresent(code -> assertThat(code.digits()).matches("[0-9]{16}"));
        }
    }

    @Test
    void whoTriesCodesIsStoppedAndOthersBehindTheSameAddressAreNot() {
        Story story = Story.asked(port, jdbc, "330102", "回执试一试");
        String space = story.code().substring(0, 3).equals("111") ? "222" : "111";
        var random = new Random(5);
        int told = 0;
        for (int n = 0; n < 15; n++) {
            HttpResponse<String> answer = receipt(valid(space, random));
            assertThat(answer.statusCode()).isEqualTo(n < 10 ? 401 : 429);
            told += answer.statusCode() == 429 ? 1 : 0;
        }
        assertThat(told).isEqualTo(5);
        assertThat(receipt(valid(space, random)).headers().firstValue("Retry-After")).isPresent();
        assertThat(receipt(story.code()).statusCode())
                .as("she, behind the same address")
                .isEqualTo(200);
        assertThat(
                        jdbc.sql("select count(*) from access.attempt where bucket like '%code%'")
                                .query(Integer.class)
                                .single())
                .as("no code rests in the counts")
                .isZero();
    }

    @Test
    void onAPhoneTheTenthWrongCodeIsTheLast() {
        Phone phone = new Phone(port);
        var random = new Random(6);
        for (int n = 0; n < 12; n++) {
            assertThat(wrong(phone, valid("333", random)).contains("一小时"))
                    .as("try " + n)
                    .isEqualTo(n >= 10);
        }
    }

    @Test
    void whoHoldsAReceiptGuessesNoMoreThanOthersWhateverSheThrowsAway() {
        Story story = Story.asked(port, jdbc, "330105", "我自己的事");
        Phone phone = story.phone();
        var random = new Random(8);
        for (int n = 0; n < 12; n++) {
            phone.forget("form");
            assertThat(wrong(phone, valid("444", random)).contains("一小时"))
                    .as("try " + n)
                    .isEqualTo(n >= 10);
        }
        assertThat(story.page()).as("her own matter stays open to her").contains("我自己的事");
        assertThat(receipt(story.code()).statusCode()).isEqualTo(200);
    }

    @Test
    void manyCodesAtTheSameMomentAreNoMoreWelcomeThanOneAfterTheOther() throws Exception {
        Phone phone = new Phone(port);
        String token = phone.token("/code");
        var random = new Random(9);
        List<Callable<String>> guesses = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            String code = valid("555", random);
            guesses.add(() -> phone.post("/code", Map.of("once", token, "code", code)).body());
        }
        int looked = 0;
        try (var pool = Executors.newFixedThreadPool(15)) {
            for (Future<String> answer : pool.invokeAll(guesses)) {
                looked += answer.get().contains("一小时") ? 0 : 1;
            }
        }
        assertThat(looked).as("codes that were looked for").isBetween(1, 10);
    }

    private static String wrong(Phone phone, String code) {
        HttpResponse<String> answer =
                phone.post("/code", Map.of("once", phone.token("/code"), "code", code));
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    @Test
    void aForgedLinkOpensNothingAndARevokedOneNoMore() {
        Story story = Story.asked(port, jdbc, "330102", "私人链接");
        String token = story.link().substring(3);
        var random = new Random(7);
        for (int n = 0; n < 300; n++) {
            int at = random.nextInt(token.length());
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(receipts.byToken(token.substring(0, at) + other + token.substring(at + 1)))
                    .isEmpty();
        }
        assertThat(
                        receipts.byToken(
                                receipts.token(
                                        new RequestId(new Province((short) 33), new UUID(1, 2)),
                                        1)))
                .isEmpty();
        assertThat(new Phone(port).get("/r/" + token).headers().firstValue("Location"))
                .hasValue("/mine");
        jdbc.sql("update help.request set pass = 2 where id = ?").param(story.id()).update();
        assertThat(new Phone(port).get("/r/" + token).headers().firstValue("Location"))
                .hasValue("/code");
        assertThat(story.page()).doesNotContain("私人链接");
    }

    private HttpResponse<String> receipt(String code) {
        return new Phone(port).get("/api/v1/receipt", "Authorization", "Receipt " + code);
    }

    /** A code that nobody has, with a right check digit. */
    private static String valid(String space, Random random) {
        while (true) {
            String code = space + "%013d".formatted(random.nextLong(10_000_000_000_000L));
            if (ReceiptCode.read(code).isPresent()) {
                return code;
            }
        }
    }
}
