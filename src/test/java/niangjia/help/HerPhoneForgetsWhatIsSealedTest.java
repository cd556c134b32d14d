package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever takes up her phone a day later finds nothing of a sealed matter on it. */
@OnTheRealNet
class HerPhoneForgetsWhatIsSealedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void whatSheAsksAfterASealedMatterDoesNotMakeItLast() {
        Phone phone = new Phone(port);
        assertThat(cookie(ask(phone, "丈夫打我", "violence"))).doesNotContain("Max-Age", "Expires");
        String both = cookie(ask(phone, "想找点活干", "work"));
        assertThat(both).contains(".").doesNotContain("Max-Age", "Expires");
        assertThat(phone.get("/mine").body()).contains("想找点活干");
        assertThat(phone.get("/mine?n=1").body()).contains("丈夫打我");
    }

    @Test
    void whatIsOrdinaryLastsUntilSomebodySealsIt() {
        SeatHeld county = seats.onDuty("610702", "汉台的她");
        Story story = Story.asked(port, jdbc, "610702", "家里的事说不清");
        Phone hers = story.phone();
        assertThat(cookie(hers.get(story.link()))).contains("Max-Age=2592000");
        Phone desk = Phone.of(port, seats, county);
        assertThat(story.act(desk, "claim", "我来").statusCode()).isEqualTo(303);
        assertThat(hers.get("/mine").headers().allValues("Set-Cookie"))
                .noneMatch(set -> set.startsWith("mine="));
        var sealed =
                desk.post(
                        story.address(),
                        Map.of("once", desk.token("/"), "act", "seal", "kind", "violence"));
        assertThat(sealed.statusCode()).isEqualTo(303);
        assertThat(cookie(hers.get("/mine"))).doesNotContain("Max-Age", "Expires");
        assertThat(hers.get("/mine").body()).contains("家里的事说不清");
    }

    private HttpResponse<String> ask(Phone phone, String words, String kind) {
        return phone.post(
                "/ask",
                Map.of(
                        "once",
                        phone.token("/"),
                        "text",
                        words,
                        "kind",
                        kind,
                        "place",
                        seats.place("610703").id().toString(),
                        "step",
                        "send"));
    }

    /** What the browser is told to keep of her receipts. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("mine="))
                .findFirst()
                .orElseThrow();
    }
}
