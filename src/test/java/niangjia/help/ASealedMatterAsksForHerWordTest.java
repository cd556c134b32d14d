package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A sealed receipt is another link with a word of her choice, which she ends from any phone. */
@OnTheRealNet
class ASealedMatterAsksForHerWordTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void linkAndCodeOpenItWithTheWordOnly() {
        Story story = sealed("640121");
        String before = story.page();
        String oldCode = story.code();
        String[] now = set(story.phone(), "石榴花开");
        assertThat(now[0]).isNotEqualTo(story.link());
        assertThat(before).doesNotContain(now[0]);

        Phone his = new Phone(port);
        assertThat(where(his.get(story.link()))).as("the old link").isEqualTo("/code");
        assertThat(enter(his, oldCode).statusCode()).as("the old code").isEqualTo(422);
        HttpResponse<String> asked = his.get(now[0]);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("口令").doesNotContain("他打我", "回执码");
        assertThat(his.cookies()).doesNotContain("mine=");
        assertThat(enter(his, now[1]).body()).contains("口令").doesNotContain("他打我");
        assertThat(say(his, now[0], "猜一个").statusCode()).isEqualTo(422);
        assertThat(where(his.get("/mine/data"))).isEqualTo("/code");

        Phone crafted = new Phone(port);
        String token = now[0].substring(3);
        assertThat(crafted.send(crafted.request("/mine", "Cookie", "mine=" + token).GET()).body())
                .as("a link's token put by hand where the phone's stands")
                .doesNotContain("他打我", "谁看过");
        assertThat(
                        crafted.get("/api/v1/receipt", "Authorization", "Receipt " + now[1])
                                .statusCode())
                .as("the interface knows no words")
                .isEqualTo(401);

        Phone hers = new Phone(port);
        assertThat(where(say(hers, now[0], " 石榴花开 "))).isEqualTo("/mine");
        assertThat(hers.get("/mine").body()).contains(now[0]);
    }

    /** Who wrote the code down for her would read on as if she were her. */
    @Test
    void theCodeOnASlipOpensOnceAndAnotherTakesItsPlace() {
        SeatHeld member = seats.onDuty("640324", "替她写的人");
        Phone desk = Phone.of(port, seats, member);
        String slip =
                desk.post(
                                "/requests/for-her",
                                Map.of(
                                        "once", desk.token("/requests/for-her"),
                                        "text", "他打我，我不敢写",
                                        "name", "不敢写的她",
                                        "place", member.place().id().toString(),
                                        "consent", "yes"))
                        .body();
        String code = Jsoup.parse(slip).select("strong.code").text();
        assertThat(code).isNotEmpty();
        assertThat(desk.get("/api/v1/receipt", "Authorization", "Receipt " + code).statusCode())
                .as("the interface cannot tell her the new one")
                .isEqualTo(401);
        Phone hers = new Phone(port);
        assertThat(where(enter(hers, code))).isEqualTo("/mine");
        String page = hers.get("/mine").body();
        String next = Jsoup.parse(page).select("strong.code").text();
        assertThat(page).contains("他打我", "纸条上的回执码已经作废");
        assertThat(next).isNotEqualTo(code);
        assertThat(enter(desk, code).statusCode()).as("the old code").isEqualTo(422);
        assertThat(where(enter(new Phone(port), next))).isEqualTo("/mine");
    }

    @Test
    void sheEndsItFromAnyPhone() {
        Story story = sealed("640122");
        String[] first = set(story.phone(), "石榴花开");
        Phone borrowed = new Phone(port);
        say(borrowed, first[0], "石榴花开");
        var ended = borrowed.post("/mine/end-link", Map.of("once", borrowed.token("/mine")));
        assertThat(where(ended)).isEqualTo("/mine");
        String[] second = back(borrowed.get("/mine").body());
        assertThat(second[0]).isNotEqualTo(first[0]);
        assertThat(where(new Phone(port).get(first[0]))).isEqualTo("/code");
        assertThat(enter(new Phone(port), first[1]).statusCode()).isEqualTo(422);
        assertThat(story.page()).as("her own phone too").doesNotContain(second[0]);
        Phone again = new Phone(port);
        assertThat(where(say(again, second[0], "石榴花开"))).isEqualTo("/mine");
    }

    @Test
    void whoHoldsTheLinkGuessesLittleAndDoesNotShutHerOut() {
        Story story = sealed("640181");
        String[] now = set(story.phone(), "石榴花开");
        int computed = 0;
        for (int device = 0; device < 8; device++) {
            Phone his = new Phone(port);
            for (int n = 0; n < 6; n++) {
                computed +=
                        say(his, now[0], "猜" + device + n + "次").body().contains("口令不对") ? 1 : 0;
            }
        }
        assertThat(computed).as("guesses that were compared").isEqualTo(20);
        assertThat(where(say(story.phone(), now[0], "石榴花开")))
                .as("the phone on which she set it")
                .isEqualTo("/mine");
        assertThat(say(new Phone(port), now[0], "石榴花开").statusCode())
                .as("a new one waits an hour, as his does")
                .isEqualTo(422);
    }

    @Test
    void anOrdinaryRequestNeedsNoneAndAShortWordIsNone() {
        Story ordinary = Story.asked(port, jdbc, "640202", "普通的事");
        assertThat(ordinary.page()).doesNotContain("/mine/word");
        assertThat(
                        ordinary.phone()
                                .post(
                                        "/mine/word",
                                        Map.of(
                                                "once",
                                                ordinary.phone().token("/mine"),
                                                "word",
                                                "石榴花开"))
                                .statusCode())
                .isEqualTo(422);
        Story story = sealed("640205");
        var tooShort =
                story.phone()
                        .post(
                                "/mine/word",
                                Map.of("once", story.phone().token("/mine"), "word", "三个字"));
        assertThat(tooShort.statusCode()).isEqualTo(422);
        assertThat(new Phone(port).get(story.link()).headers().firstValue("Location"))
                .hasValue("/mine");
    }

    private Story sealed(String county) {
        seats.onDuty(county, "值守的她");
        return Story.asked(port, jdbc, county, "他打我", ",\"kind\":\"violence\"");
    }

    /** The new link and code. */
    private String[] set(Phone phone, String word) {
        var set = phone.post("/mine/word", Map.of("once", phone.token("/mine"), "word", word));
        assertThat(where(set)).isEqualTo("/mine");
        return back(phone.get("/mine").body());
    }

    private static String[] back(String page) {
        var link = java.util.regex.Pattern.compile("(/r/[A-Za-z0-9_-]{48})").matcher(page);
        var code =
                java.util.regex.Pattern.compile("<strong class=\"code\">([0-9 ]+)</strong>")
                        .matcher(page);
        if (!link.find() || !code.find()) {
            throw new IllegalStateException("no way back on the page");
        }
        return new String[] {link.group(1), code.group(1)};
    }

    private HttpResponse<String> enter(Phone phone, String code) {
        return phone.post("/code", Map.of("once", phone.token("/code"), "code", code));
    }

    private HttpResponse<String> say(Phone phone, String link, String word) {
        return phone.post(link, Map.of("once", phone.token("/code"), "word", word));
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
