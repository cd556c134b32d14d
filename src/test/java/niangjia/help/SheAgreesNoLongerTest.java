package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What she agreed to in a sealed matter stands on her page, and ends in one tap. */
@OnTheRealNet
class SheAgreesNoLongerTest {

    private static final Pattern CONSENT = Pattern.compile("name=\"consent\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void thatAnotherTakesItAndTheOfferEnds() {
        SeatHeld county = seats.onDuty("230803", "向阳管事的她");
        SeatHeld other = seats.onDuty("230804", "前进的她");
        Story story = sealed("230803");
        Phone desk = Phone.of(port, seats, county);
        Phone next = Phone.of(port, seats, other);
        assertThat(data(story)).doesNotContain("转给别处的同事");
        refer(desk, story, other);
        assertThat(next.get("/cases/" + story.id()).body()).contains("等您答复");
        assertThat(data(story)).contains("转给别处的同事").doesNotContain("前进的她");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from people.consent where matter = ? and purpose = 'handed-on' and person is null")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .isOne();

        assertThat(withdraw(story).statusCode()).isEqualTo(303);
        assertThat(data(story)).contains("撤回");
        assertThat(next.get("/cases/" + story.id()).statusCode()).isEqualTo(404);
        assertThat(story.work(next, "accept").statusCode()).isEqualTo(404);
        assertThat(told(county, story)).contains("cases.told.look");
        assertThat(desk.get("/cases/" + story.id()).body()).contains("她不再同意转交");

        refer(desk, story, other);
        assertThat(story.work(next, "accept").statusCode()).as("she agreed anew").isEqualTo(303);
        assertThat(story.read("desk", UUID.class)).isEqualTo(other.seat().value());
    }

    @Test
    void anothersConsentIsNotEndedWithHerReceipt() {
        SeatHeld county = seats.onDuty("230805", "东风管事的她");
        SeatHeld other = seats.onDuty("230811", "郊区的她");
        Story story = sealed("230805");
        Story anothers = sealed("230805");
        refer(Phone.of(port, seats, county), story, other);
        var consent = CONSENT.matcher(data(story));
        assertThat(consent.find()).isTrue();
        assertThat(
                        anothers.phone()
                                .post(
                                        "/mine/data",
                                        Map.of(
                                                "once", anothers.phone().token("/"),
                                                "act", "withdraw",
                                                "consent", consent.group(1)))
                                .statusCode())
                .isEqualTo(404);
        assertThat(Phone.of(port, seats, other).get("/cases/" + story.id()).body())
                .contains("等您答复");
    }

    @Test
    void whatShallBePutRightOrRestGoesToWhoWorksOnIt() {
        SeatHeld county = seats.onDuty("230822", "桦南的她");
        Story story = sealed("230822");
        Phone desk = Phone.of(port, seats, county);
        for (String what : List.of("CORRECT", "RESTRICT")) {
            assertThat(
                            story.phone()
                                    .post(
                                            "/mine/data",
                                            Map.of(
                                                    "once",
                                                    story.phone().token("/"),
                                                    "act",
                                                    "wish",
                                                    "what",
                                                    what))
                                    .statusCode())
                    .isEqualTo(303);
        }
        assertThat(told(county, story)).contains("cases.told.wish");
        assertThat(desk.get("/cases/" + story.id()).body()).contains("她想更正怎样联系", "她想先停一停");
        assertThat(story.read("restricted_at", java.time.OffsetDateTime.class))
                .as("a receipt alone stops nothing")
                .isNull();
        String now =
                LocalDateTime.ofInstant(clock.instant(), WorkingTime.ZONE)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
        assertThat(
                        story.work(
                                        desk,
                                        "confirm",
                                        "what",
                                        "CORRECT",
                                        "how",
                                        "IN_PERSON",
                                        "spoken",
                                        now)
                                .statusCode())
                .isEqualTo(303);
        assertThat(desk.get("/cases/" + story.id()).body())
                .as("done with her, and over")
                .doesNotContain("她想更正怎样联系")
                .contains("她想先停一停");
    }

    private Story sealed(String place) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"");
    }

    private static void refer(Phone desk, Story story, SeatHeld next) {
        assertThat(
                        story.work(desk, "refer", "next", next.seat().toString(), "wish", "yes")
                                .statusCode())
                .isEqualTo(303);
    }

    private static String data(Story story) {
        return story.phone().get("/mine/data").body();
    }

    private static HttpResponse<String> withdraw(Story story) {
        String page = data(story);
        var consent = CONSENT.matcher(page);
        assertThat(consent.find()).isTrue();
        return story.phone()
                .post(
                        "/mine/data",
                        Map.of(
                                "once", Phone.tokenIn(page),
                                "act", "withdraw",
                                "consent", consent.group(1)));
    }

    private List<String> told(SeatHeld seat, Story story) {
        return jdbc.sql("select key from messages.message where seat = ? and about = ?")
                .params(seat.seat().value(), story.id())
                .query(String.class)
                .list();
    }
}
