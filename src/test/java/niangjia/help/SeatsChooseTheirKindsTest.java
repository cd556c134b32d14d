package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import niangjia.help.model.Kind;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A member chooses which kinds of request her seat takes. */
@OnTheRealNet
class SeatsChooseTheirKindsTest {

    private static final Pattern KIND = Pattern.compile("name=\"takes\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Seats seats;

    @Test
    void eachIsOfferedOnceAndWhatSheChoseIsKept() {
        SeatHeld seat = seats.onDuty("610113", "雁塔的她");
        Phone phone = Phone.of(port, seats, seat);
        String page = phone.get("/my-seat").body();
        assertThat(offered(page))
                .containsExactlyElementsOf(Arrays.stream(Kind.values()).map(Kind::word).toList());
        phone.post(
                "/my-seat",
                Map.of(
                        "once",
                        Phone.tokenIn(page),
                        "act",
                        "change",
                        "takes",
                        "work",
                        "skills",
                        ""));
        assertThat(phone.get("/my-seat").body()).containsOnlyOnce("\" checked>");
    }

    private static List<String> offered(String page) {
        return KIND.matcher(page).results().map(found -> found.group(1)).toList();
    }
}
