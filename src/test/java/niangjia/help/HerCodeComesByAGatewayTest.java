package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.messages.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The program as an operator has it, no demonstration: with the address of a gateway set, women
 * have accounts.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class HerCodeComesByAGatewayTest {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final Gateway GATEWAY = new Gateway();

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @DynamicPropertySource
    static void operatorsSettings(DynamicPropertyRegistry settings) {
        settings.add("niangjia.courier.address", GATEWAY::address);
        settings.add("niangjia.courier.key", () -> "the operator's key");
        settings.add("niangjia.courier.rest", () -> "5ms");
    }

    @AfterAll
    static void closed() {
        GATEWAY.close();
    }

    @Test
    void andItOpensHerAccount(CapturedOutput log) throws Exception {
        String telephone = "13900620121";
        Phone phone = new Phone(port);
        assertThat(phone.get("/account/in").statusCode()).isEqualTo(200);
        ask(phone, telephone);
        Gateway.Sent sent = GATEWAY.next();
        assertThat(sent.key()).isEqualTo("Bearer the operator's key");
        assertThat(sent.body()).contains(telephone).doesNotContain("\n");
        Matcher code = CODE.matcher(sent.body().replace(telephone, ""));
        assertThat(code.find()).isTrue();
        var in =
                phone.post(
                        "/account/code",
                        Map.of(
                                "once", phone.token("/code"),
                                "telephone", telephone,
                                "code", code.group()));
        assertThat(in.headers().firstValue("Location")).hasValue("/account");
        assertThat(phone.get("/account").statusCode()).isEqualTo(200);
        assertThat(phone.get("/account/outbox").statusCode())
                .as("only the demonstration has an outbox")
                .isEqualTo(404);
        assertThat(
                        jdbc.sql("select count(*) from messages.telephone_message")
                                .query(Integer.class)
                                .single())
                .as("what went is kept nowhere")
                .isZero();

        GATEWAY.answers(500, 500, 500);
        String away = ask(new Phone(port), "13900620122");
        assertThat(away.replaceAll("name=\"once\" value=\"[^\"]*\"", ""))
                .as("who asks is told the same, whether or not the gateway is there")
                .isEqualTo(
                        ask(new Phone(port), "13900620122")
                                .replaceAll("name=\"once\" value=\"[^\"]*\"", ""));
        assertThat(log.getAll()).doesNotContain(telephone, "13900620122", code.group());
    }

    private static String ask(Phone phone, String telephone) {
        var answer =
                phone.post(
                        "/account/in",
                        Map.of("once", phone.token("/code"), "telephone", telephone));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
