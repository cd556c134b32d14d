package niangjia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import niangjia.site.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

/** What is sent to a gateway of text messages, how often, and that no log names whom. */
@ExtendWith(OutputCaptureExtension.class)
class ACodeGoesByTheOperatorsGatewayTest {

    private static final String TELEPHONE = "13800000001";
    private static final String WORDS = "娘家：您的验证码是 123456 \"\\\n";
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final Gateway gateway = new Gateway();

    @AfterEach
    void closed() {
        gateway.close();
    }

    @Test
    void asJsonWithTheOperatorsKey() throws Exception {
        courier("the key", null).bring(TELEPHONE, WORDS);
        assertThat(gateway.next())
                .isEqualTo(
                        new Gateway.Sent(
                                "application/json; charset=utf-8",
                                "Bearer the key",
                                "{\"telephone\":\"13800000001\",\"words\":\"娘家：您的验证码是 123456 \\\"\\\\\\u000a\"}"));
    }

    @Test
    void orInTheOperatorsOwnWords() throws Exception {
        courier("", "{\"to\":[\"+86{telephone}\"],\"text\":\"{words}\"}").bring(TELEPHONE, "a & b");
        assertThat(gateway.next().body())
                .isEqualTo("{\"to\":[\"+8613800000001\"],\"text\":\"a & b\"}");
        courier("", "mobile={telephone}&content={words}").bring(TELEPHONE, "a & b");
        assertThat(gateway.next())
                .isEqualTo(
                        new Gateway.Sent(
                                "application/x-www-form-urlencoded",
                                null,
                                "mobile=13800000001&content=a+%26+b"));
    }

    @Test
    void againWhereItIsAwayAndNeverWhereItRefuses(CapturedOutput log) throws Exception {
        Courier courier = courier("", null);
        gateway.answers(503, 429, 200);
        courier.bring(TELEPHONE, WORDS);
        for (int n = 0; n < 3; n++) {
            gateway.next();
        }
        assertThat(gateway.isQuiet(MOMENT.multipliedBy(20))).as("it was taken").isTrue();
        for (int refused : new int[] {400, 401, 302}) {
            gateway.answers(refused);
            courier.bring(TELEPHONE, WORDS);
            gateway.next();
            assertThat(gateway.isQuiet(MOMENT.multipliedBy(20))).as("after " + refused).isTrue();
        }
        gateway.answers(500, 500, 500);
        courier.bring(TELEPHONE, WORDS);
        for (int n = 0; n < 3; n++) {
            gateway.next();
        }
        assertThat(gateway.isQuiet(MOMENT.multipliedBy(20))).as("three tries").isTrue();
        assertThat(log.getAll()).contains("took none").doesNotContain(TELEPHONE, "123456");
    }

    @Test
    void overNoLineThatOthersCanRead() {
        for (String open :
                new String[] {"http://gateway.example/send", "ftp://localhost/", "/send"}) {
            assertThatThrownBy(() -> courier(open, "", null))
                    .as(open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("https");
        }
        assertThat(courier("https://gateway.example/send", "", null)).isNotNull();
        assertThatThrownBy(() -> courier("http://localhost/", "", "to={telephone}"))
                .hasMessageContaining("{words}");
    }

    private Courier courier(String key, @org.jspecify.annotations.Nullable String body) {
        return courier(gateway.address(), key, body);
    }

    private static Courier courier(
            String address, String key, @org.jspecify.annotations.Nullable String body) {
        var settings = new MockEnvironment().withProperty("niangjia.courier.address", address);
        return new HttpCourier(URI.create(address), key, body, MOMENT, new Peers(settings));
    }
}
