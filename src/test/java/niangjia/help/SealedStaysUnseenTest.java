package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import niangjia.help.tasks.FoldSums;
import niangjia.help.tasks.RunClocks;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Violence at home: seen by the seat that holds it and the one above, and by nobody else. */
@OnTheRealNet
class SealedStaysUnseenTest {

    private static final String STORY = "丈夫打我，我很害怕";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired FoldSums sums;
    @Autowired RunClocks clocks;
    @Autowired TestClock clock;

    @Test
    void byAnyPageNumberOrSearchOfAnybodyElse() {
        seats.village("440103001", 7, "沙面试村");
        SeatHeld village = seats.onDuty("440103001007", "村里的她");
        SeatHeld township = seats.onDuty("440103001", "街道的她");
        SeatHeld county = seats.onDuty("440103", "荔湾的她");
        SeatHeld colleague = seats.fill(seats.place("440103"), "荔湾的同事", false);
        SeatHeld city = seats.onDuty("4401", "广州的她");
        SeatHeld province = seats.onDuty("44", "广东的她");
        SeatHeld elsewhere = seats.onDuty("440104", "越秀的她");

        Story before = Story.asked(port, jdbc, "440103001007", "问低保怎么办之前");
        Story story = Story.asked(port, jdbc, "440103001007", STORY, "");
        Story after = Story.asked(port, jdbc, "440103001007", "问低保怎么办之后");
        Story ordinary = Story.asked(port, jdbc, "440103", "问补贴的事");

        assertThat(story.read("kind", String.class)).isEqualTo("violence");
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        assertThat(story.read("overseer", UUID.class)).isEqualTo(city.seat().value());
        assertThat(story.read("number", Long.class)).isNull();
        assertThat(after.read("number", Long.class))
                .as("no gap in the numbers tells of it")
                .isEqualTo(java.util.Objects.requireNonNull(before.read("number", Long.class)) + 1);

        int visited = 0;
        for (SeatHeld other : List.of(village, township, colleague, province, elsewhere)) {
            Phone phone = Phone.of(port, seats, other);
            for (String page :
                    List.of(
                            "/workbench",
                            "/workbench/now",
                            "/requests",
                            "/requests/late",
                            "/network?q=" + "%E6%B2%99%E9%9D%A2",
                            "/u/" + seats.place("440103").id(),
                            "/")) {
                visited++;
                assertThat(phone.get(page).body())
                        .as(other.knownAs() + " at " + page)
                        .doesNotContain(story.id().toString(), "丈夫", "help.told.sealed");
            }
            assertThat(phone.get(story.address()).statusCode()).isEqualTo(404);
            for (String act : List.of("claim", "say", "note", "propose", "accept", "heard-done")) {
                visited++;
                assertThat(story.act(phone, act, "我").statusCode())
                        .as(other.knownAs() + " " + act)
                        .isEqualTo(404);
            }
        }
        assertThat(Phone.of(port, seats, elsewhere).get(ordinary.address()).statusCode())
                .as("another county's request is not there")
                .isEqualTo(404);
        System.out.println("pages and verbs visited: " + visited);

        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get("/workbench").body()).contains(story.address()).doesNotContain("丈夫");
        assertThat(desk.get("/requests").body()).doesNotContain(story.id().toString());
        assertThat(desk.get(story.address()).body()).contains(STORY);
        Phone above = Phone.of(port, seats, city);
        assertThat(above.get(story.address()).body()).doesNotContain("丈夫");
        assertThat(story.page()).doesNotContain("广州的她</strong> ");
        assertThat(story.work(above, "reason", "words", "督办").statusCode()).isEqualTo(303);
        assertThat(above.get(story.address()).body()).contains(STORY);
        assertThat(story.page())
                .as("she sees who has looked")
                .contains("荔湾的她", "广州的她")
                .doesNotContain("村里的她");
        assertThat(
                        jdbc.sql("select count(*) from records.openings where matter = ?")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);

        assertThat(story.act(desk, "claim", "我在").statusCode()).isEqualTo(303);
        assertThat(story.act(desk, "note", "只给同事看").statusCode()).isEqualTo(303);
        assertThat(story.page()).contains("我在").doesNotContain("只给同事看");
        assertThat(
                        new Phone(port)
                                .get("/api/v1/receipt", "Authorization", "Receipt " + story.code())
                                .body())
                .contains("我在")
                .doesNotContain("只给同事看");

        clock.turn(Duration.ofDays(20));
        while (clocks.runDue() > 0) {
            clock.turn(Duration.ofSeconds(1));
        }
        assertThat(story.read("late", Boolean.class)).isTrue();
        for (SeatHeld anybody : List.of(county, city, province)) {
            assertThat(Phone.of(port, seats, anybody).get("/requests/late").body())
                    .doesNotContain(story.id().toString());
        }
        sums.now();
        assertThat(
                        jdbc.sql("select coalesce(sum(asked), 0) from help.sum where unit = ?")
                                .param(seats.place("440103001007").id().value())
                                .query(Integer.class)
                                .single())
                .as("the two others")
                .isEqualTo(2);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from help.gap where kind = 'violence' and unit = ?")
                                .param(seats.place("440103001007").id().value())
                                .query(Integer.class)
                                .single())
                .isZero();
    }
}
