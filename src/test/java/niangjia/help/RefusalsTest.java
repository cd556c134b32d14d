package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
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

    /** What echoes a request would show a script the cookies that are hidden from it. */
    @Test
    void noAddressAnswersToAWordThatIsNotItsOwn() {
        SeatHeld seat = seats.onDuty("320117", "溧水的她");
        Phone phone = Phone.of(port, seats, seat);
        Set<String> paths = new TreeSet<>();
        routes.getHandlerMethods().forEach((info, method) -> paths.addAll(info.getPatternValues()));
        paths.remove("/error");
        int visited = 0;
        for (String path : paths) {
            String address = path.replaceAll("\\{[^/]*}+", new UUID(1, 2).toString());
            for (String verb : List.of("TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACK")) {
                visited++;
                HttpResponse<String> answer =
                        phone.send(
                                phone.request(address)
                                        .header("X-Echoed", "echoed-320117")
                                        .method(verb, HttpRequest.BodyPublishers.noBody()));
                assertThat(answer.statusCode())
                        .as(verb + " " + path)
                        .isIn(303, 400, 401, 403, 404, 405, 501);
                assertThat(answer.body())
                        .as(verb + " " + path)
                        .doesNotContain("echoed-320117", "seat=");
            }
        }
        System.out.println("addresses asked with words that are not theirs: " + visited);
        assertThat(visited).isGreaterThan(600);
        assertThat(phone.get("/workbench").statusCode())
                .as("nothing of it ended her session")
                .isEqualTo(200);
    }

    /** OWASP ASVS 5, 13.4.1 to 13.4.3: neither sources nor folders nor what helps who mends. */
    @Test
    void nothingOfTheProgramItselfIsServed() {
        Phone phone = new Phone(port);
        for (String path :
                List.of(
                        "/.git/HEAD",
                        "/static/",
                        "/static/pocket/",
                        "/webjars/",
                        "/application.properties",
                        "/static/%2e%2e/application.properties",
                        "/META-INF/sbom/application.cdx.json",
                        "/actuator",
                        "/actuator/env",
                        "/actuator/heapdump",
                        "/actuator/sbom")) {
            assertThat(phone.get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(phone.get("/requests/no-id?trace=true&debug=true&message=true").body())
                .doesNotContain("niangjia.", "org.springframework", "Exception");
    }

    /** OWASP ASVS 5, 7.4.4: whoever is in can leave from wherever she is. */
    @Test
    void everyPageOfStaffLeadsOut() {
        Phone phone = Phone.of(port, seats, seats.onDuty("3201", "南京的她"));
        List<String> without = new ArrayList<>();
        int[] visited = {0};
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    for (String path : info.getPatternValues()) {
                        if (!needsASeat(method)
                                || path.contains("{")
                                || !info.getMethodsCondition()
                                        .getMethods()
                                        .contains(RequestMethod.GET)) {
                            continue;
                        }
                        HttpResponse<String> page = phone.get(path);
                        if (page.statusCode() == 200 && page.body().contains("<html")) {
                            visited[0]++;
                            if (!page.body().contains("action=\"/access/sign-out\"")) {
                                without.add(path);
                            }
                        }
                    }
                });
        System.out.println("pages of staff looked at for the way out: " + visited[0]);
        assertThat(visited[0]).isGreaterThan(10);
        assertThat(without).isEmpty();
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
