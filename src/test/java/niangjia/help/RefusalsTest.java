package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What belongs to staff is refused to whoever has no seat, and to the wrong seat. */
@OnTheRealNet
class RefusalsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void everyRouteThatNeedsASeatIsRefusedWithoutOne() {
        int[] visited = {0};
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    for (String path : info.getPatternValues()) {
                        if (!needsASeat(method) && !path.startsWith("/workbench")) {
                            continue;
                        }
                        String address = path.replaceAll("\\{[^/]*}+", new UUID(1, 2).toString());
                        for (var verb : info.getMethodsCondition().getMethods()) {
                            visited[0]++;
                            var phone = new Phone(port);
                            HttpResponse<String> answer =
                                    verb.name().equals("GET")
                                            ? phone.get(address)
                                            : phone.post(
                                                    address,
                                                    Map.of(
                                                            "once", phone.token("/"),
                                                            "act", "claim",
                                                            "words", "x"));
                            if (path.startsWith("/api/")) {
                                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                            } else {
                                assertThat(answer.statusCode())
                                        .as(verb + " " + path)
                                        .isIn(303, 401, 403);
                                if (answer.statusCode() == 303) {
                                    assertThat(answer.headers().firstValue("Location"))
                                            .as(path)
                                            .hasValue("/access");
                                }
                            }
                        }
                    }
                });
        System.out.println("routes that need a seat visited: " + visited[0]);
        assertThat(visited[0]).isGreaterThan(5);
    }

    @Test
    void whoHasLeftHerSeatActsNoMore() {
        SeatHeld seat = seats.onDuty("320106", "鼓楼的她");
        Story story = Story.asked(port, jdbc, "320106", "鼓楼的事");
        Phone desk = Phone.of(port, seats, seat);
        assertThat(desk.get(story.address()).statusCode()).isEqualTo(200);
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(UUID.randomUUID(), seat.seat().value())
                .update();
        assertThat(desk.get(story.address()).headers().firstValue("Location"))
                .as("somebody else sits there now")
                .hasValue("/access");
        jdbc.sql(
                        "update network.seat set holder = null, known_as = null, on_duty = false where id = ?")
                .param(seat.seat().value())
                .update();
        assertThat(desk.get(story.address()).headers().firstValue("Location")).hasValue("/access");
        assertThat(story.act(desk, "claim", "x").headers().firstValue("Location"))
                .hasValue("/access");
    }

    @Test
    void anotherCountysRequestIsNotThere() {
        SeatHeld here = seats.onDuty("320111", "浦口的她");
        SeatHeld there = seats.onDuty("320113", "栖霞的她");
        Story story = Story.asked(port, jdbc, "320111", "浦口的事");
        Phone phone = Phone.of(port, seats, there);
        assertThat(phone.get(story.address()).statusCode()).isEqualTo(404);
        for (String act : new String[] {"claim", "say", "note", "offer", "seal", "heard-done"}) {
            assertThat(story.act(phone, act, "x", there.seat().toString()).statusCode())
                    .as(act)
                    .isEqualTo(404);
        }
        for (String page : new String[] {"/workbench", "/requests", "/requests/late"}) {
            assertThat(phone.get(page).body()).doesNotContain(story.id().toString());
        }
        assertThat(story.stage()).isEqualTo("WAITING");
        assertThat(Phone.of(port, seats, here).get(story.address()).statusCode()).isEqualTo(200);
    }

    @Test
    void aNoteIsForColleaguesAndWhatIsHersNeedsHerReceipt() {
        SeatHeld here = seats.onDuty("320114", "雨花的她");
        Story story = Story.asked(port, jdbc, "320114", "雨花的事");
        Phone desk = Phone.of(port, seats, here);
        assertThat(story.act(desk, "claim", "").statusCode()).isEqualTo(303);
        assertThat(story.act(desk, "note", "不给她看的话").statusCode()).isEqualTo(303);
        assertThat(story.page()).doesNotContain("不给她看的话");
        assertThat(story.phone().get("/mine/now").body()).doesNotContain("不给她看的话");
        Phone stranger = new Phone(port);
        assertThat(stranger.get("/mine").body()).doesNotContain("雨花的事");
        assertThat(stranger.get("/mine/now").statusCode()).isEqualTo(404);
        assertThat(
                        stranger.post("/mine", Map.of("once", stranger.token("/"), "word", "done"))
                                .headers()
                                .firstValue("Location"))
                .hasValue("/code");
        assertThat(story.stage()).isEqualTo("IN_HAND");
    }

    @Test
    void aSeatOfSomebodyElseIsNotSatDownIn() {
        SeatHeld mine = seats.onDuty("320115", "江宁的她");
        SeatHeld hers = seats.onDuty("320116", "六合的她");
        Phone phone = Phone.of(port, seats, mine);
        var answer =
                phone.post(
                        "/access/seat",
                        Map.of("once", phone.token("/"), "seat", hers.seat().toString()));
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    private static boolean needsASeat(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(p ->
                        p.getParameterType().getSimpleName().equals("Actor")
                                || p.getParameterType().getSimpleName().equals("Acting"));
    }
}
