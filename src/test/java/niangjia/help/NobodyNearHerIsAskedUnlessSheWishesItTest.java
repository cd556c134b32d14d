package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Village and township stay out of a sealed matter, whoever works on it, unless she says so. */
@OnTheRealNet
class NobodyNearHerIsAskedUnlessSheWishesItTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void neitherNamedNorAskedToTakeIt() {
        SeatHeld county = seats.onDuty("230302", "鸡冠的她");
        SeatHeld beside = seats.onDuty("230302", "鸡冠的同事", "training");
        SeatHeld township = seats.onDuty("230302001", "向阳的她");
        String near = township.seat().toString();
        Story story = sealed("230302001", "");
        Phone desk = Phone.of(port, seats, county);
        String page = "/cases/" + story.id();
        assertThat(desk.get(page).body()).contains(beside.seat().toString()).doesNotContain(near);
        for (String act : List.of("name", "preview", "refer")) {
            assertThat(story.work(desk, act, "next", near, "wish", "yes").statusCode())
                    .as(act)
                    .isEqualTo(422);
        }
        assertThat(story.work(desk, "near").statusCode()).as("her wish").isEqualTo(422);
        assertThat(story.work(desk, "near", "near", "yes").body()).contains(near);
        assertThat(story.work(desk, "name", "next", near, "near", "yes").statusCode())
                .isEqualTo(303);
        assertThat(desk.get(page).body())
                .as("that she wished it stands in the log")
                .contains("· 她愿意让本村、本乡镇的人一起办", "向阳的她");
        assertThat(Phone.of(port, seats, township).get(page).body()).contains("为什么打开它");
    }

    @Test
    void whereSheSaidSoWhenSheAskedTheyMayBe() {
        SeatHeld township = seats.onDuty("230303002", "恒山管事的她");
        SeatHeld beside = seats.onDuty("230303002", "恒山的同事", "training");
        Story story = sealed("230303002", ",\"stayNear\":true");
        Phone desk = Phone.of(port, seats, township);
        assertThat(desk.get("/cases/" + story.id()).body()).contains(beside.seat().toString());
        assertThat(story.work(desk, "name", "next", beside.seat().toString()).statusCode())
                .isEqualTo(303);
    }

    private Story sealed(String place, String more) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"" + more);
    }
}
