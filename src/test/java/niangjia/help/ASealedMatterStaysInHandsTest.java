package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import niangjia.help.tasks.RunClocks;
import niangjia.help.tasks.Work;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A sealed matter that climbs is in the hands of somebody who sees it, at every moment. */
@OnTheRealNet
class ASealedMatterStaysInHandsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunClocks clocks;
    @Autowired Work work;

    @Test
    void whatIsLateIsTakenByWhomItClimbedToAndSheIsHeardThere() {
        SeatHeld county = seats.onDuty("610902", "汉滨的她");
        SeatHeld city = seats.onDuty("6109", "安康的她");
        Story story = sealed("610902", "");
        work.claim(county.branch(), story.id(), "我在");
        turn(Duration.ofDays(15).plusMinutes(1));
        assertThat(story.read("desk", UUID.class)).isEqualTo(city.seat().value());
        assertThat(story.read("claimed_by", UUID.class)).as("who had it sees it no more").isNull();
        assertThat(story.stage()).isEqualTo("WAITING");

        assertThat(story.says("say", "还有人吗").statusCode()).isEqualTo(303);
        assertThat(told(city, story)).contains("help.told.climbed-to-you", "help.told.she-said");
        Phone above = Phone.of(port, seats, city);
        assertThat(story.act(above, "claim", "").statusCode()).isEqualTo(303);
        assertThat(story.act(above, "say", "我接着办").statusCode()).isEqualTo(303);
        assertThat(story.page()).contains("我接着办");
    }

    @Test
    void silenceLeavesHerWordWithTheSeatThatItClimbedTo() {
        SeatHeld county = seats.onDuty("610602", "宝塔的她");
        SeatHeld city = seats.onDuty("6106", "延安的她");
        Story story = sealed("610602", "");
        work.claim(county.branch(), story.id(), "我在");
        work.proposeDone(county.branch(), story.id(), "安全了", List.of());
        for (int n = 0; n < 4; n++) {
            turn(Duration.ofDays(3).plusMinutes(1));
        }
        assertThat(story.stage()).as("she has the word").isEqualTo("HER_WORD");
        assertThat(story.read("desk", UUID.class)).isEqualTo(city.seat().value());
        assertThat(told(city, story)).contains("help.told.silent-in-danger");

        assertThat(story.says("not-yet", "他又来了").statusCode()).isEqualTo(303);
        assertThat(told(city, story)).contains("help.told.not-yet");
        Phone phone = Phone.of(port, seats, city);
        assertThat(story.act(phone, "say", "我马上到").statusCode()).isEqualTo(303);
        assertThat(story.act(phone, "propose", "接到庇护所了").statusCode()).isEqualTo(303);
    }

    @Test
    void theSeatAboveThatTakesItHasAnotherAboveHer() {
        SeatHeld township = seats.onDuty("611002001", "城关的她");
        SeatHeld county = seats.onDuty("611002", "商州的她");
        SeatHeld city = seats.onDuty("6110", "商洛的她");
        Story story = sealed("611002001", ",\"stayNear\":true");
        assertThat(story.read("desk", UUID.class)).isEqualTo(township.seat().value());
        Phone above = Phone.of(port, seats, county);
        assertThat(story.act(above, "claim", "").headers().firstValue("Location"))
                .as("she says first why")
                .hasValue("/cases/" + story.id());
        assertThat(story.read("desk", UUID.class)).isEqualTo(township.seat().value());
        story.work(above, "reason", "words", "街道忙不过来");
        assertThat(story.act(above, "claim", "").statusCode()).isEqualTo(303);
        assertThat(story.read("held_by", UUID.class)).isEqualTo(county.place().id().value());
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        assertThat(story.read("overseer", UUID.class)).isEqualTo(city.seat().value());
        assertThat(Phone.of(port, seats, township).get(story.address()).statusCode())
                .isEqualTo(404);

        turn(Duration.ofMinutes(31));
        assertThat(story.read("desk", UUID.class))
                .as("the first promise was hers to keep")
                .isEqualTo(city.seat().value());
    }

    private Story sealed(String place, String more) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"" + more);
    }

    private void turn(Duration by) {
        clock.turn(by);
        int turned;
        do {
            turned = clocks.runDue();
        } while (turned > 0);
    }

    private List<String> told(SeatHeld seat, Story story) {
        return jdbc.sql("select key from messages.message where seat = ? and about = ?")
                .params(seat.seat().value(), story.id())
                .query(String.class)
                .list();
    }
}
