package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * He has her telephone now: whoever works on the matter reads only the way that was agreed last.
 */
@OnTheRealNet
class ANumberBecameUnsafeTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void whatIsAgreedWithHerTakesThePlaceOfWhatSheGaveAtFirst() {
        SeatHeld county = seats.onDuty("230202", "龙沙的她");
        Story story =
                Story.asked(
                        port,
                        jdbc,
                        "230202",
                        "丈夫打我，我很害怕",
                        ",\"kind\":\"violence\",\"contact\":\"13599990201\",\"safeTime\":\"晚上九二零一\"");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get(story.address()).body()).contains("13599990201", "晚上九二零一");
        assertThat(story.work(desk, "reach", "reach", " ").statusCode()).isEqualTo(422);
        assertThat(story.work(desk, "reach", "reach", "周三打食堂九二零二").statusCode()).isEqualTo(303);
        assertThat(desk.get(story.address()).body())
                .contains("周三打食堂九二零二", "原来的号码和时间不再用")
                .doesNotContain("13599990201", "晚上九二零一");
        story.work(desk, "plan", "words", "去姑姑家");
        story.work(desk, "reach", "reach", "请她姐姐转告九二零三");
        assertThat(desk.get(story.address()).body())
                .as("the newest only")
                .contains("请她姐姐转告九二零三")
                .doesNotContain("周三打食堂九二零二");
        assertThat(desk.get("/cases/" + story.id()).body())
                .as("each stands in the intake log")
                .contains("约好了怎样联系", "周三打食堂九二零二", "请她姐姐转告九二零三");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from cases.matter where id = ? and position(convert_to('九二零三', 'UTF8') in reach) > 0")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void nobodySaysThatSheSpokeWithHerInTheAgreedWayWhereNoneWasAgreed() {
        SeatHeld county = seats.onDuty("230203", "建华的她");
        Story story = Story.asked(port, jdbc, "230203", "丈夫打我", ",\"kind\":\"violence\"");
        Phone desk = Phone.of(port, seats, county);
        story.phone()
                .post(
                        "/mine/data",
                        Map.of("once", story.phone().token("/"), "act", "wish", "what", "EXPORT"));
        String now =
                LocalDateTime.ofInstant(clock.instant(), WorkingTime.ZONE)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
        assertThat(desk.get("/cases/" + story.id()).body()).doesNotContain("AGREED_WAY");
        String[] confirmed = {"what", "EXPORT", "how", "AGREED_WAY", "spoken", now};
        assertThat(story.work(desk, "confirm", confirmed).statusCode()).isEqualTo(422);
        assertThat(story.phone().get("/mine/data.json").statusCode()).isEqualTo(403);
        story.work(desk, "reach", "reach", "周三打食堂");
        assertThat(story.work(desk, "confirm", confirmed).statusCode()).isEqualTo(303);
        assertThat(story.phone().get("/mine/data.json").statusCode()).isEqualTo(200);
    }
}
