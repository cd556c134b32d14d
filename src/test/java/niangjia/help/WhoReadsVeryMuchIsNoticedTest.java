package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.access.WatchReading;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A curious clerk may open what her place asks; that she opens all of it does not go unseen. */
@OnTheRealNet
class WhoReadsVeryMuchIsNoticedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired WatchReading watch;

    @Test
    void sixtyMattersWithinAnHourAreToldToWhoAnswersForHerBranch() {
        SeatHeld city = seats.onDuty("6206", "武威主管");
        SeatHeld clerk = seats.onDuty("620602", "凉州好奇的她");
        SeatHeld member =
                seats.sits(seats.place("620602"), "凉州执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld elsewhere = seats.onDuty("6205", "天水主管");
        Phone desk = Phone.of(port, seats, clerk);
        List<Story> stories = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            stories.add(Story.asked(port, jdbc, "620602", "凉州的事"));
        }
        watch.look();
        stories.subList(0, 59).forEach(story -> desk.get(story.address()));
        desk.get(stories.getFirst().address());
        watch.look();
        assertThat(noticed(clerk)).as("as many as that").isEmpty();
        desk.get(stories.getLast().address());
        watch.look();
        watch.look();
        assertThat(noticed(clerk)).as("once a day").containsExactly("access.read-many");
        assertThat(desk.get(stories.getFirst().address()).statusCode())
                .as("nothing is taken from her")
                .isEqualTo(200);

        assertThat(Phone.of(port, seats, city).get("/workbench").body())
                .contains("值得看一眼", "凉州好奇的她 一小时里打开了特别多不同的事", "/records?seat=" + clerk.seat());
        assertThat(desk.get("/workbench").body()).doesNotContain("值得看一眼");
        assertThat(Phone.of(port, seats, member).get("/workbench").body()).doesNotContain("值得看一眼");
        assertThat(Phone.of(port, seats, elsewhere).get("/workbench").body())
                .doesNotContain("值得看一眼");
        assertThat(Phone.of(port, seats, city).get("/records").body()).contains("一小时里打开了特别多不同的事");
        clock.turn(java.time.Duration.ofDays(8));
        assertThat(Phone.of(port, seats, city).get("/workbench").body()).doesNotContain("值得看一眼");
    }

    @Test
    void whatSheAskedForAndWasNotShownIsWrittenDownAndNeverWhich() {
        SeatHeld city = seats.onDuty("6207", "张掖主管");
        SeatHeld clerk = seats.onDuty("620702", "甘州好奇的她");
        SeatHeld far = seats.onDuty("620802", "崆峒的她");
        Story open = Story.asked(port, jdbc, "620802", "崆峒的事");
        Story sealed = Story.asked(port, jdbc, "620802", "他打我", ",\"kind\":\"violence\"");
        Phone desk = Phone.of(port, seats, clerk);
        desk.get("/workbench");
        desk.get("/nothing-there");
        watch.look();
        assertThat(refused(clerk)).as("what is hers, and what is nobody's").isEmpty();
        assertThat(desk.get(open.address()).statusCode()).isEqualTo(404);
        assertThat(desk.get("/cases/" + sealed.id()).statusCode()).isEqualTo(404);
        assertThat(sealed.act(desk, "claim", "x").statusCode()).isEqualTo(404);
        // Written down when the answer is on its way already.
        await().untilAsserted(() ->
                assertThat(refused(clerk))
                        .containsExactlyInAnyOrder(
                                "GET /requests/{id}", "GET /cases/{id}", "POST /requests/{id}"));
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where act = 'access.refused' and (matter is not null or sealed)")
                                .query(Integer.class)
                                .single())
                .as("no entry says which")
                .isZero();
        Phone above = Phone.of(port, seats, city);
        assertThat(above.get("/records").body())
                .contains("甘州好奇的她", "去看不归她的页面，没有看到")
                .doesNotContain(open.id().toString(), sealed.id().toString());
        assertThat(Phone.of(port, seats, far).get("/records").body())
                .as("whose branch it is not in")
                .doesNotContain("甘州好奇的她");

        for (int n = 0; n < 60; n++) {
            desk.get("/requests/" + UUID.randomUUID());
        }
        await().until(() -> refused(clerk).size() >= 50);
        desk.get("/requests/" + UUID.randomUUID());
        assertThat(refused(clerk)).as("beyond fifty an hour more tell nothing new").hasSize(50);
        watch.look();
        assertThat(noticed(clerk)).containsExactly("access.refused-many");
        assertThat(above.get("/workbench").body()).contains("甘州好奇的她 一小时里反复去看不归她的页面");
    }

    private List<String> noticed(SeatHeld seat) {
        return jdbc.sql(
                        "select act from records.entry where person = ? and act in ('access.read-many', 'access.refused-many')")
                .param(seat.holder().value())
                .query(String.class)
                .list();
    }

    private List<String> refused(SeatHeld seat) {
        return jdbc.sql(
                        "select r.words from records.entry e join records.reason r on r.entry = e.id where e.person = ? and e.act = 'access.refused' order by e.id")
                .param(seat.holder().value())
                .query(String.class)
                .list();
    }
}
