package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.LeaveSeat;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is on a sealed matter: she sees all of them and each look, and nobody else is told of it. */
@OnTheRealNet
class WhoIsOnASealedMatterTest {

    private static final String TOLD = "请您一起办一件事";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired LeaveSeat leaveSeat;
    @Autowired FillSeat fillSeat;

    @Test
    void theOutlineIsALookThatSheSees() {
        SeatHeld desk = seats.onDuty("653101", "喀什的她");
        SeatHeld next = seats.onDuty("653121", "疏附的她");
        Story story = sealed("653101");
        act(
                Phone.of(port, seats, desk),
                story,
                "refer",
                "next",
                next.seat().toString(),
                "wish",
                "yes");
        assertThat(story.page()).doesNotContain("疏附的她");
        Phone asked = Phone.of(port, seats, next);
        assertThat(asked.get("/workbench").body()).contains("有一件事等您答复");
        assertThat(where(asked.get(story.address()))).isEqualTo("/cases/" + story.id());
        assertThat(asked.get("/cases/" + story.id()).body()).contains("等您答复");
        assertThat(entries(story, next, "cases.outline.opened")).isEqualTo(1);
        assertThat(story.page()).contains("疏附的她");
        assertThat(asked.get("/workbench").body())
                .as("read by opening it")
                .doesNotContain("有一件事等您答复");
        assertThat(act(asked, story, "decline").body()).contains("等您答复");
        assertThat(entries(story, next, "cases.outline.opened"))
                .as("a mistake in the form shows it again")
                .isEqualTo(2);
    }

    @Test
    void herPageNamesEverybodyWhoMayOpenIt() {
        SeatHeld desk = seats.onDuty("652901", "阿克苏市的她");
        seats.onDuty("6529", "阿克苏地区的她");
        SeatHeld named = seats.onDuty("652901", "一起办的她", "training");
        Story story = sealed("652901");
        assertThat(story.page()).contains("阿克苏市的她、阿克苏地区的她</strong>").doesNotContain("一起办的她");
        Phone phone = Phone.of(port, seats, desk);
        act(phone, story, "name", "next", named.seat().toString());
        assertThat(story.page()).contains("阿克苏市的她、阿克苏地区的她、一起办的她</strong>");
        act(phone, story, "unname", "next", named.seat().toString());
        assertThat(story.page()).doesNotContain("一起办的她");
    }

    @Test
    void whoIsNamedIsToldAndHerSuccessorIsNot() {
        SeatHeld desk = seats.onDuty("652801", "库尔勒的她");
        SeatHeld named = seats.onDuty("652801", "先来的她", "training");
        SeatHeld leaves = seats.onDuty("652801", "要走的她", "training");
        Story story = sealed("652801");
        Phone phone = Phone.of(port, seats, desk);
        act(phone, story, "name", "next", named.seat().toString());
        act(phone, story, "name", "next", leaves.seat().toString());

        Phone hers = Phone.of(port, seats, named);
        assertThat(hers.get("/workbench").body()).contains(TOLD, story.address());
        assertThat(where(hers.get(story.address()))).isEqualTo("/cases/" + story.id());
        act(hers, story, "reason", "words", "一起办");
        assertThat(hers.get("/cases/" + story.id()).body()).contains("接访记录");
        assertThat(hers.get("/workbench").body()).as("read").doesNotContain(TOLD);

        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        leaveSeat.on(leaves.branch(), leaves.seat(), today);
        fillSeat.with(desk.branch(), leaves.seat(), "后来的她", "APPOINTED", today, true);
        Phone successor = Phone.of(port, seats, seats.held(leaves.seat()));
        assertThat(successor.get("/workbench").body())
                .contains("后来的她")
                .doesNotContain(TOLD, story.id().toString());
        assertThat(successor.get(story.address()).statusCode()).isEqualTo(404);
    }

    @Test
    void theListOfSealedMattersIsAListingLikeAnyOther() {
        SeatHeld desk = seats.onDuty("653201", "和田的她");
        sealed("653201");
        Phone.of(port, seats, desk).get("/cases");
        assertThat(
                        jdbc.sql(
                                        "select act from records.entry where seat = ? and not sealed and act like '%.listed'")
                                .param(desk.seat().value())
                                .query(String.class)
                                .list())
                .as("nobody above reads from the log that she is on one")
                .containsExactly("help.listed");
    }

    private Story sealed(String place) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"");
    }

    private HttpResponse<String> act(Phone phone, Story story, String act, String... more) {
        Map<String, String> form = new HashMap<>(Map.of("once", phone.token("/"), "act", act));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return phone.post("/cases/" + story.id(), form);
    }

    private int entries(Story story, SeatHeld seat, String act) {
        return jdbc.sql(
                        "select count(*) from records.entry where matter = ? and seat = ? and act = ? and sealed")
                .params(story.id(), seat.seat().value(), act)
                .query(Integer.class)
                .single();
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
