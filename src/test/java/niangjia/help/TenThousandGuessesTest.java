package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import niangjia.help.model.ReceiptCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody tries codes by the thousand, from phones that are new each time. */
@Tag("prove")
@OnTheRealNet
class TenThousandGuessesTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

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
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            String guess = ReceiptCode.of(random.nextLong()).digits();
            int status =
                    new Phone(port)
                            .get("/api/v1/receipt", "Authorization", "Receipt " + guess)
                            .statusCode();
            answers.merge(status, 1, Integer::sum);
        }
        System.out.println("10,000 guesses were answered with " + answers);
        assertThat(answers).doesNotContainKey(200);
        assertThat(answers.keySet()).isSubsetOf(401, 429);

        assertThat(owner.get(link).statusCode()).isEqualTo(303);
        assertThat(owner.get("/mine").body()).contains("想找点活干");
    }
}
