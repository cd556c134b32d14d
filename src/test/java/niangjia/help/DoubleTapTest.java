package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second tap finds done what the first one did. */
@OnTheRealNet
class DoubleTapTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void onSendAsksOnceOneAfterTheOtherAndAtOnce() throws Exception {
        String unit = seats.place("320102").id().toString();
        Phone hers = new Phone(port);
        Map<String, String> form =
                Map.of("once", hers.token("/"), "text", "点了很多次发送", "place", unit, "step", "send");
        List<HttpResponse<String>> answers =
                atOnce(java.util.Collections.nCopies(6, () -> hers.post("/ask", form)));
        answers.add(hers.post("/ask", form));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(303));
        assertThat(seats.asked("点了很多次发送")).hasSize(1);
        assertThat(hers.get("/mine").body()).contains("点了很多次发送");
    }

    @Test
    void ofTwoMembersWhoClaimAtOnceOneWinsAndTheOtherIsToldWho() throws Exception {
        SeatHeld one = seats.onDuty("320104", "王一");
        SeatHeld two = seats.onDuty("320104", "王二");
        Phone first = Phone.of(port, seats, one);
        Phone second = Phone.of(port, seats, two);
        for (int n = 0; n < 5; n++) {
            Story story = Story.asked(port, jdbc, "320104", "两个人同时认领" + n);
            List<HttpResponse<String>> answers =
                    atOnce(
                            List.of(
                                    () -> story.act(first, "claim", "我来"),
                                    () -> story.act(second, "claim", "我来")));
            assertThat(answers.stream().map(HttpResponse::statusCode))
                    .containsExactlyInAnyOrder(303, 422);
            boolean firstWon = answers.getFirst().statusCode() == 303;
            assertThat(answers.get(firstWon ? 1 : 0).body()).contains(firstWon ? "王一" : "王二");
            assertThat(
                            jdbc.sql(
                                            "select count(*) from help.step where request = ? and what = 'claimed'")
                                    .param(story.id())
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(1);
        }
    }

    private static List<HttpResponse<String>> atOnce(List<Callable<HttpResponse<String>>> taps)
            throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var tap : threads.invokeAll(taps)) {
                answers.add(tap.get());
            }
        }
        return answers;
    }
}
