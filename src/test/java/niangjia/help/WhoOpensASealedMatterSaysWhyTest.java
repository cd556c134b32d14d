package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever does not hold a sealed matter says why before she reads a word of it, on any page. */
@OnTheRealNet
class WhoOpensASealedMatterSaysWhyTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void herWordsHerPicturesAndHowToReachHerToo() {
        SeatHeld county = seats.onDuty("230102", "道里的她");
        SeatHeld city = seats.onDuty("2301", "哈尔滨的她");
        Phone hers = new Phone(port);
        Map<String, String> form =
                Map.of(
                        "once", hers.token("/"),
                        "text", "丈夫打我九一零一",
                        "place", seats.place("230102").id().toString(),
                        "kind", "violence",
                        "contact", "13599990101",
                        "safe", "周二上午九一零一",
                        "step", "send");
        assertThat(new Upload(hers).send("/ask", form, Sendings.photo()).statusCode())
                .isEqualTo(303);
        UUID id = seats.asked("丈夫打我九一零一").getFirst();
        String address = "/requests/" + id;
        String holders = Phone.of(port, seats, county).get(address).body();
        assertThat(holders).contains("丈夫打我九一零一", "13599990101", "周二上午九一零一");
        String file = Sendings.shown(holders).getFirst();

        Phone above = Phone.of(port, seats, city);
        HttpResponse<String> first = above.get(address);
        assertThat(first.headers().firstValue("Location")).hasValue("/cases/" + id);
        assertThat(first.body()).doesNotContain("九一零一", "13599990101");
        assertThat(above.file(file).statusCode()).isEqualTo(404);
        assertThat(
                        above.post(
                                        address,
                                        Map.of(
                                                "once",
                                                above.token("/"),
                                                "act",
                                                "note",
                                                "words",
                                                ""))
                                .body())
                .as("a mistake is no way round the reason")
                .doesNotContain("九一零一");
        assertThat(opened(id, city)).isZero();

        above.post(
                "/cases/" + id,
                Map.of("once", above.token("/"), "act", "reason", "words", "督办九一零二"));
        assertThat(above.get(address).body()).contains("丈夫打我九一零一", "13599990101");
        assertThat(above.file(file).statusCode()).isEqualTo(200);
        assertThat(opened(id, city)).as("each is written down").isEqualTo(2);
    }

    private int opened(UUID id, SeatHeld seat) {
        return jdbc.sql(
                        "select count(*) from records.entry where matter = ? and seat = ? and act = 'help.opened'")
                .params(id, seat.seat().value())
                .query(Integer.class)
                .single();
    }
}
