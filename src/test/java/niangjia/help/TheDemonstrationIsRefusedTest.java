package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** One click seats somebody in the fictional province, on this machine, until somebody is real. */
@OnTheRealNet
@TestPropertySource(properties = "niangjia.demonstration=true")
class TheDemonstrationIsRefusedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void elsewhereThanHereOutsideItsProvinceAndOnceSomebodyIsReal() {
        String fictional =
                jdbc.sql(
                                "select d.seat::text from network.desk d join network.place p on p.id = d.unit where"
                                        + " p.province = 99 and d.on_duty limit 1")
                        .query(String.class)
                        .single();
        SeatHeld real = seats.onDuty("411104", "真的她");
        Story story = Story.asked(port, jdbc, "411104", "真的事");

        Phone phone = new Phone(port);
        assertThat(sit(phone, fictional)).isEqualTo(303);
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
        assertThat(phone.get("/workbench").body()).contains("虚构的省");
        assertThat(phone.get(story.address()).statusCode())
                .as("it reaches its own province only")
                .isEqualTo(404);
        assertThat(sit(new Phone(port), real.seat().toString())).isEqualTo(422);

        Phone woman = new Phone(port);
        assertThat(woman.get("/account/in").statusCode()).isEqualTo(200);
        var sent =
                woman.post(
                        "/account/in",
                        Map.of("once", woman.token("/account/in"), "telephone", "13800411104"));
        assertThat(sent.body()).contains("/account/outbox");
        String outbox = phone.get("/account/outbox").body();
        assertThat(outbox).contains("13800411104", "您的验证码是");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from messages.telephone_message where encode(telephone, 'escape') like '%13800411104%'")
                                .query(Integer.class)
                                .single())
                .as("closed, here too")
                .isZero();
        assertThat(phone.get("/account/outbox", "X-Forwarded-For", "203.0.113.7").statusCode())
                .isEqualTo(404);

        Phone afar = new Phone(port);
        var asked =
                afar.send(
                        afar.request("/access/seat", "X-Forwarded-For", "203.0.113.7")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "once="
                                                        + afar.token("/access")
                                                        + "&seat="
                                                        + fictional)));
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(
                        phone.get("/workbench", "X-Forwarded-For", "203.0.113.7")
                                .headers()
                                .firstValue("Location"))
                .as("a seat taken here is none from elsewhere")
                .hasValue("/access");

        seats.account(real);
        assertThat(phone.get("/workbench").headers().firstValue("Location")).hasValue("/access");
        assertThat(sit(new Phone(port), fictional)).isEqualTo(422);
        assertThat(phone.get("/account/outbox").statusCode()).isEqualTo(404);
        assertThat(phone.get("/account/in").statusCode())
                .as("without a way to telephones there are no accounts")
                .isEqualTo(404);
    }

    private static int sit(Phone phone, String seat) {
        return phone.post("/access/seat", Map.of("once", phone.token("/access"), "seat", seat))
                .statusCode();
    }
}
