package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One sentence in, an answer from the nearest who can, her word at the end. */
@OnTheRealNet
class TheMainJobTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void sheAsksWithoutAnAccountAndOnlySheSaysThatItIsDone() {
        SeatHeld member = seats.onDuty("411104", "李秀英");
        String unit = seats.place("411104001").id().toString();
        Phone hers = new Phone(port);
        String sentence = "地里的包菜卖不出去 <b>三百亩</b>";

        HttpResponse<String> look =
                hers.post(
                        "/ask",
                        Map.of(
                                "once",
                                hers.token("/"),
                                "text",
                                sentence,
                                "place",
                                unit,
                                "step",
                                "look"));
        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(look.body())
                .contains("李秀英", "召陵区", "地里的包菜卖不出去 &lt;b&gt;三百亩")
                .doesNotContain("<b>三百亩");
        assertThat(seats.asked(sentence)).as("nothing is kept before she sends").isEmpty();

        HttpResponse<String> sent =
                hers.post(
                        "/ask",
                        Map.of(
                                "once",
                                Phone.tokenIn(look.body()),
                                "text",
                                sentence,
                                "place",
                                unit,
                                "step",
                                "send"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location")).hasValue("/mine");
        assertThat(hers.get("/mine").body()).contains("李秀英");

        Story story = new Story(port, jdbc, seats.asked(sentence).getFirst(), "", "", hers);
        assertThat(story.read("kind", String.class)).isEqualTo("produce");
        assertThat(story.read("why", String.class)).isEqualTo("NEAREST_ABOVE");
        assertThat(story.read("desk", java.util.UUID.class)).isEqualTo(member.seat().value());

        Phone desk = Phone.of(port, seats, member);
        assertThat(desk.get("/workbench").body()).contains(story.address());
        assertThat(desk.get(story.address()).body()).contains("召陵区天桥街街道");
        assertThat(story.act(desk, "claim", "我明天到地里来看").statusCode()).isEqualTo(303);
        assertThat(story.page()).contains("我明天到地里来看");
        assertThat(story.act(desk, "note", "联系合作社").statusCode()).isEqualTo(303);
        assertThat(story.page()).doesNotContain("联系合作社");
        assertThat(story.act(desk, "propose", "合作社都收了").statusCode()).isEqualTo(303);
        assertThat(story.stage()).isEqualTo("HER_WORD");
        assertThat(story.act(desk, "heard-done", "她说好").statusCode())
                .as("nobody says it for her")
                .isEqualTo(422);
        assertThat(story.says("not-yet", "还剩一半").statusCode()).isEqualTo(303);
        assertThat(story.stage()).isEqualTo("IN_HAND");
        assertThat(story.act(desk, "propose", "都收完了").statusCode()).isEqualTo(303);
        assertThat(story.says("done", "谢谢").statusCode()).isEqualTo(303);
        assertThat(story.stage()).isEqualTo("DONE");
        assertThat(story.read("satisfied", String.class)).isEqualTo("YES");
        assertThat(story.act(desk, "say", "再见").statusCode()).as("it has ended").isEqualTo(422);
        assertThat(
                        jdbc.sql("select count(*) from records.entry where matter = ?")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void whereNobodyIsOnDutyHerSentenceWaitsForTheFirstWhoIs() {
        Story story = Story.asked(port, jdbc, "540102", "想找份工作等人");
        assertThat(story.read("desk", java.util.UUID.class)).isNull();
        assertThat(story.page()).contains("12338");
        assertThat(
                        jdbc.sql("select count(*) from help.gap where unit = ?")
                                .param(seats.place("540102").id().value())
                                .query(Integer.class)
                                .single())
                .isPositive();
    }

    @Test
    void whoClaimsWhatNobodyStoodBehindStandsBehindItHerself() {
        Story story = Story.asked(port, jdbc, "540103", "家里缺人手");
        SeatHeld away = seats.fill(seats.place("540103"), "卓玛", false);
        Phone member = Phone.of(port, seats, away);
        assertThat(story.act(member, "claim", "").statusCode()).isEqualTo(303);
        assertThat(story.act(member, "say", "我来").statusCode()).isEqualTo(303);
        assertThat(story.read("desk", java.util.UUID.class)).isEqualTo(away.seat().value());
        assertThat(story.page()).contains("我来", "卓玛");
    }
}
