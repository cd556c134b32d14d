package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.WallAddress;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The names of places stay Chinese; on English pages pinyin stands beside them. */
@OnTheRealNet
class PlacesAreSpelledOnEnglishPagesTest {

    private static final String SPELLED = "富阳区 (Fuyang Qu)";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void onHerPagesAndOnTheWorkbench() {
        SeatHeld seat = seats.onDuty("330111", "富阳的她");
        Phone hers = new Phone(port);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("once", hers.token("/"));
        form.put("text", "想找活干，在富阳");
        form.put("place", seat.place().id().toString());
        form.put("step", "look");
        assertThat(hers.post("/ask", form).body()).contains("富阳区").doesNotContain("Fuyang");
        speakEnglish(hers);
        assertThat(hers.post("/ask", form).body())
                .contains(SPELLED + ", 富阳的她", "Your place: " + SPELLED);
        form.put("step", "send");
        assertThat(hers.post("/ask", form).statusCode()).isEqualTo(303);
        assertThat(hers.get("/mine").body()).contains("<small>" + SPELLED, "Sent to " + SPELLED);
        hers.get(WallAddress.of(seat.place().id()));
        assertThat(hers.get("/").body())
                .contains(SPELLED + " Women’s Federation", ">" + SPELLED + "</a>");
        form.put("step", "elsewhere");
        form.put("walk", seats.place("3301").id().toString());
        assertThat(hers.post("/ask", form).body())
                .contains("Here: 杭州市 (Hangzhou Shi)", ">" + SPELLED + "</button>");

        Phone staff = Phone.of(port, seats, seat);
        speakEnglish(staff);
        UUID request = seats.asked("想找活干，在富阳").getFirst();
        for (String path :
                List.of(
                        "/workbench",
                        "/requests",
                        "/requests/late",
                        "/requests/for-her",
                        "/requests/" + request,
                        "/numbers/" + seat.place().id())) {
            assertThat(staff.get(path).body())
                    .as(path)
                    .contains(">" + SPELLED + "</span></li>", SPELLED + " Cadre");
        }
        assertThat(staff.get("/requests/now").body()).contains("<span>" + SPELLED + "</span>");
    }

    @Test
    void theBoardIsAskedForAnewWithoutAReload() {
        SeatHeld seat = seats.onDuty("330113", "临平的她");
        Phone staff = Phone.of(port, seats, seat);
        String board = staff.get("/requests").body();
        assertThat(board)
                .contains("hx-get=\"/requests/now\"", "hx-trigger=\"every 5s\"")
                .doesNotContain("临平新来的事");
        Story.asked(port, jdbc, "330113", "临平新来的事");
        assertThat(staff.get("/requests/now").body())
                .contains("临平新来的事", "class=\"board\"")
                .doesNotContain("<html");
        assertThat(new Phone(port).get("/requests/now").headers().firstValue("Location"))
                .hasValue("/access");
    }

    private static void speakEnglish(Phone phone) {
        phone.post("/language", Map.of("to", "en", "back", "/"));
    }
}
