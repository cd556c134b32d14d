package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.access.FormsOfVisitors;
import niangjia.access.WatchReading;
import niangjia.network.SeatHeld;
import niangjia.site.FormKey;
import niangjia.site.FormTokens;
import niangjia.site.NotTaken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A curious clerk may open what her place asks; that she opens all of it does not go unseen. */
@OnTheRealNet
class WhoReadsVeryMuchIsNoticedTest {

    private static final Pattern BROWSER = Pattern.compile("\\bform=([^;]+)");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired WatchReading watch;
    @Autowired FormsOfVisitors visitors;
    @Autowired FormKey formKey;

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

    @Test
    void aFormThatIsNotTakenIsWrittenDownByKind() {
        SeatHeld city = seats.onDuty("6208", "平凉主管");
        SeatHeld clerk = seats.onDuty("620821", "泾川的她");
        Story story = Story.asked(port, jdbc, "620821", "泾川的事");
        Phone desk = Phone.of(port, seats, clerk);
        Clock yesterday = Clock.offset(clock, FormTokens.FRESH.plusMinutes(1).negated());
        Matcher browser = BROWSER.matcher(desk.cookies());
        assertThat(browser.find()).isTrue();
        String stale = new FormTokens(formKey, yesterday).issue(browser.group(1));
        assertThat(send(desk, story.address(), stale).statusCode()).isEqualTo(422);
        assertThat(send(desk, story.address(), "nobody's").statusCode()).isEqualTo(422);
        assertThat(
                        desk.send(
                                        desk.request(
                                                        story.address(),
                                                        "Sec-Fetch-Site",
                                                        "cross-site")
                                                .POST(BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(403);
        for (int n = 0; n <= 20; n++) {
            send(desk, "/ask", desk.token("/"));
        }
        await().untilAsserted(() ->
                assertThat(written(clerk, "access.form-refused"))
                        .containsExactlyInAnyOrder(
                                "POST /requests/{id} STALE",
                                "POST /requests/{id} FORGED",
                                "FOREIGN",
                                "POST /ask TOO_OFTEN"));
        assertThat(refused(clerk)).as("nothing of it is an address that is not hers").isEmpty();
        assertThat(Phone.of(port, seats, city).get("/records").body())
                .contains("交上来的表格没有收")
                .doesNotContain(story.id().toString());

        for (int n = 0; n < 60; n++) {
            send(desk, story.address(), "nobody's");
        }
        await().until(() -> written(clerk, "access.form-refused").size() >= 50);
        send(desk, story.address(), "nobody's");
        assertThat(written(clerk, "access.form-refused")).hasSize(50);
    }

    @Test
    void ofVisitorsItIsCountedOnly() {
        visitors.tell();
        Phone visitor = new Phone(port);
        send(visitor, "/ask", "nobody's");
        send(visitor, "/ask", "nobody's");
        visitor.send(
                visitor.request("/ask", "Sec-Fetch-Site", "cross-site")
                        .POST(BodyPublishers.noBody()));
        Map<NotTaken, Integer> counted = new EnumMap<>(NotTaken.class);
        await().untilAsserted(() -> {
            visitors.tell().forEach((why, many) -> counted.merge(why, many, Integer::sum));
            assertThat(counted).isEqualTo(Map.of(NotTaken.FORGED, 2, NotTaken.FOREIGN, 1));
        });
    }

    private HttpResponse<String> send(Phone phone, String address, String token) {
        return phone.post(
                address,
                Map.of(
                        "once",
                        token,
                        "act",
                        "claim",
                        "step",
                        "send",
                        "text",
                        "问补贴",
                        "kind",
                        "work",
                        "place",
                        seats.place("620821").id().toString()));
    }

    private List<String> noticed(SeatHeld seat) {
        return jdbc.sql(
                        "select act from records.entry where person = ? and act in ('access.read-many', 'access.refused-many')")
                .param(seat.holder().value())
                .query(String.class)
                .list();
    }

    private List<String> refused(SeatHeld seat) {
        return written(seat, "access.refused");
    }

    private List<String> written(SeatHeld seat, String act) {
        return jdbc.sql(
                        "select r.words from records.entry e join records.reason r on r.entry = e.id where e.person = ? and e.act = ? order by e.id")
                .params(seat.holder().value(), act)
                .query(String.class)
                .list();
    }
}
