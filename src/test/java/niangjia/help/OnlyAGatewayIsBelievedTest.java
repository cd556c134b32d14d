package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without the setting that there is a gateway nothing is true because a header says so. */
@OnTheRealNet
class OnlyAGatewayIsBelievedTest {

    private static final String[] CLAIMED = {
        "X-Forwarded-For", "203.0.113.9",
        "X-Forwarded-Proto", "https",
        "X-Forwarded-Host", "evil.example",
        "X-Forwarded-Port", "81",
        "Forwarded", "for=203.0.113.9;host=evil.example;proto=https"
    };

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void neitherWhereSomebodyIsNorUnderWhichNameNorThatItIsHttps() {
        int counted = counted();
        var asked =
                new Phone(port)
                        .postJson(
                                "/api/v1/help-requests",
                                "{\"place\":\"420102\",\"text\":\"想找点活干\"}",
                                CLAIMED);
        assertThat(asked.statusCode()).isEqualTo(201);
        assertThat(asked.body()).contains("http://localhost:" + port + "/r/");
        assertThat(counted()).as("what is counted by address").isEqualTo(counted);

        var page = new Phone(port).get("/", CLAIMED);
        assertThat(page.headers().map())
                .doesNotContainKey("strict-transport-security")
                .containsKey("set-cookie");
        assertThat(page.headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.contains("Secure"));
        var sent = new Phone(port).post("/language", Map.of("to", "en", "back", "/"));
        assertThat(sent.headers().firstValue("Location").orElse("")).doesNotContain("evil");
    }

    private int counted() {
        return jdbc.sql("select coalesce(sum(tries), 0) from access.attempt")
                .query(Integer.class)
                .single();
    }
}
