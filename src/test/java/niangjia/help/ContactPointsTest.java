package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A point of contact joins a grass-roots unit to a federation above it, and everyone can read it.
 */
@OnTheRealNet
class ContactPointsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void aFederationOpensItInAPlaceBelowAndEverybodyReadsIt() {
        SeatHeld cadre = seats.fill(seats.place("430602"), "下来的干部", true);
        Place below = seats.place("430602001");
        Phone phone = Phone.of(port, seats, cadre);
        var opened = opens(phone, below, "姐妹小院");
        assertThat(opened.statusCode()).isEqualTo(303);
        String there = opened.headers().firstValue("Location").orElseThrow();
        Phone anybody = new Phone(port);
        assertThat(anybody.get("/network/" + below.id() + "/contact-points").body())
                .contains("姐妹小院", "岳阳楼下三号", "每周三上午", "听您说说话", "岳阳楼区");
        assertThat(anybody.get("/network/" + below.id()).body()).contains("姐妹小院：岳阳楼下三号");

        var day =
                phone.post(
                        there,
                        Map.of(
                                "once", phone.token(there),
                                "act", "visit",
                                "words", "来了六位，都说路灯暗"));
        assertThat(day.statusCode()).isEqualTo(303);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from contact.visit where seat = ? and point is not null and words is not null")
                                .param(cadre.seat().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);

        assertThat(
                        phone.post(there, Map.of("once", phone.token(there), "act", "close"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(anybody.get("/network/" + below.id() + "/contact-points").body())
                .doesNotContain("姐妹小院");
    }

    @Test
    void whoDoesNotLeadAndWhoSitsElsewhereOpensNone() {
        Place township = seats.place("430602002");
        SeatHeld member = seats.sits(township, "不主事的她", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld beside = seats.fill(seats.place("430602003"), "隔壁的干部", true);
        assertThat(opens(Phone.of(port, seats, member), township, "开不成的点").statusCode())
                .isEqualTo(422);
        assertThat(opens(Phone.of(port, seats, beside), township, "开不成的点").statusCode())
                .isEqualTo(422);
        SeatHeld cadre = seats.fill(township, "主事的干部", true);
        Phone phone = Phone.of(port, seats, cadre);
        String there =
                opens(phone, township, "自己的点").headers().firstValue("Location").orElseThrow();
        Phone other = Phone.of(port, seats, beside);
        assertThat(other.get(there).statusCode()).isEqualTo(404);
        assertThat(other.post(there, Map.of("once", other.token("/"), "act", "close")).statusCode())
                .isEqualTo(404);
        assertThat(open(township)).isEqualTo(1);
    }

    private HttpResponse<String> opens(Phone phone, Place place, String name) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/"));
        form.put("kind", "WOMENS_HOME");
        form.put("name", name);
        form.put("place", place.id().toString());
        form.put("whereabouts", "岳阳楼下三号");
        form.put("hours", "每周三上午");
        form.put("offers", "听您说说话");
        form.put("keeper", "");
        return phone.post("/contact/points", form);
    }

    private long open(Place place) {
        UUID unit = place.id().value();
        return jdbc.sql("select count(*) from contact.point where unit = ? and closed_on is null")
                .param(unit)
                .query(Long.class)
                .single();
    }
}
