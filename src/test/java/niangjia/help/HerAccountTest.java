package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Resident;
import niangjia.help.tasks.Gathered;
import niangjia.network.SeatHeld;
import niangjia.people.DailyRound;
import niangjia.shared.Province;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A woman may keep her ordinary requests together under her telephone. What is sealed is never
 * among them, nobody learns who has an account, and nobody shuts her out of it.
 */
@OnTheRealNet
class HerAccountTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired TestCourier courier;
    @Autowired Gathered gathered;
    @Autowired DailyRound round;

    @Test
    void sheGathersHerRequestsOpensThemElsewhereAndTakesThemOut() {
        seats.onDuty("640104", "兴庆值守");
        Story first = Story.asked(port, jdbc, "640104", "想找月嫂的活");
        Story second = Story.asked(port, jdbc, "640104", "想问培训");
        signIn(first.phone(), "13800640104");
        assertThat(first.page()).contains("/account/from-mine");
        assertThat(
                        where(
                                first.phone()
                                        .post(
                                                "/account/from-mine",
                                                Map.of("once", first.phone().token("/mine")))))
                .isEqualTo("/account");
        assertThat(gatherByCode(first.phone(), second.code()).statusCode()).isEqualTo(303);
        String page = first.phone().get("/account").body();
        assertThat(page.split("name=\"request\"", -1)).hasSize(3);
        assertThat(page)
                .as("what was said is read on its own page only")
                .doesNotContain("想找月嫂的活", "想问培训");

        Phone elsewhere = new Phone(port);
        signIn(elsewhere, "+86 138-0064-0104");
        open(elsewhere, second, "open");
        assertThat(elsewhere.get("/mine").body()).contains("想问培训");
        open(elsewhere, second, "out");
        assertThat(elsewhere.get("/account").body().split("name=\"request\"", -1)).hasSize(2);
        assertThat(elsewhere.get("/account/data.json").body())
                .contains("13800640104", "gathered")
                .doesNotContain("想找月嫂的活");

        Phone other = new Phone(port);
        signIn(other, "13900640104");
        assertThat(other.get("/account").body()).doesNotContain("name=\"request\"");
        assertThat(open(other, first, "open").statusCode()).isEqualTo(404);
        assertThat(open(other, first, "out").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNewIsToldOnHerPageOnceAndInHerAccountUntilSheLooks() {
        SeatHeld county = seats.onDuty("640106", "金凤值守");
        Story story = Story.asked(port, jdbc, "640106", "想问月嫂证");
        Phone phone = story.phone();
        signIn(phone, "13800640106");
        phone.post("/account/from-mine", Map.of("once", phone.token("/mine")));
        assertThat(phone.get("/account").body()).doesNotContain("有新的回音");
        story.act(Phone.of(port, seats, county), "claim", "我来帮您");
        assertThat(phone.get("/account").body()).contains("有新的回音");
        assertThat(story.page()).contains("有新的回音", "有人接下了您的事");
        assertThat(story.page()).doesNotContain("有新的回音");
        assertThat(phone.get("/account").body()).doesNotContain("有新的回音");
    }

    @Test
    void aSealedMatterNeverComesInAndOneSealedLaterLeavesAtOnce() {
        SeatHeld county = seats.onDuty("640105", "西夏值守");
        Story sealed = Story.asked(port, jdbc, "640105", "他打我", ",\"kind\":\"violence\"");
        Story ordinary = Story.asked(port, jdbc, "640105", "想问补贴");
        Phone phone = sealed.phone();
        signIn(phone, "13800640105");
        assertThat(sealed.page()).doesNotContain("/account/from-mine");
        assertThat(
                        phone.post("/account/from-mine", Map.of("once", phone.token("/mine")))
                                .statusCode())
                .isEqualTo(422);
        var byCode = gatherByCode(phone, sealed.code());
        var wrong = gatherByCode(phone, "1111 2222 3333 4444");
        assertThat(byCode.statusCode()).isEqualTo(422);
        assertThat(told(byCode)).as("as of a code that is nobody's").isEqualTo(told(wrong));
        assertThat(gatherByCode(phone, ordinary.code()).statusCode()).isEqualTo(303);
        Resident her =
                new Resident(
                        jdbc.sql("select account from help.gathered where request = ?")
                                .param(ordinary.id())
                                .query(UUID.class)
                                .single());

        ordinary.act(Phone.of(port, seats, county), "seal", "");
        assertThat(ordinary.read("sealed", Boolean.class)).isTrue();
        assertThat(rows(ordinary)).as("in the same moment").isZero();
        assertThat(phone.get("/account").body()).doesNotContain("name=\"request\"");
        assertThat(open(phone, ordinary, "open").statusCode()).isEqualTo(404);
        assertThatThrownBy(() ->
                        jdbc.sql(
                                        "insert into help.gathered (account, province, request, at) values (?, 64, ?, now())")
                                .params(her.account(), sealed.id())
                                .update())
                .hasMessageContaining("a sealed matter is never gathered");
        assertThat(courier.to("13800640105"))
                .as("a message names a code and nothing else")
                .allMatch(words -> words.matches("娘家：您的验证码是 [0-9]{6}，10 分钟内有效。不要告诉任何人，我们也不会向您要。"));
        assertThat(gathered.of(her)).isEmpty();
    }

    @Test
    void aKnownNumberAndAnUnknownOneAreAnsweredAlike() {
        String known = "13700640106";
        signIn(new Phone(port), known);
        freshHour();
        HttpResponse<String> ofKnown = ask(new Phone(port), known);
        HttpResponse<String> ofUnknown = ask(new Phone(port), "13700640107");
        assertThat(ofUnknown.statusCode()).isEqualTo(ofKnown.statusCode());
        assertThat(clean(ofUnknown, "13700640107")).isEqualTo(clean(ofKnown, known));
        Phone one = new Phone(port);
        ask(one, known);
        Phone two = new Phone(port);
        ask(two, "13700640108");
        assertThat(clean(code(two, "13700640108", "000000"), "13700640108"))
                .isEqualTo(clean(code(one, known, "000000"), known));
        Phone never = new Phone(port);
        assertThat(clean(code(never, "13700640109", "000000"), "13700640109"))
                .as("and one that never asked")
                .isEqualTo(clean(code(one, known, "000000"), known));
        assertThat(
                        jdbc.sql(
                                        "select count(*) from access.resident where encode(telephone, 'escape') like '%13700640106%'")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void aCodeCountsOnceForTenMinutesForFiveTriesAndInItsBrowserOnly() {
        String telephone = "13600640121";
        Phone phone = new Phone(port);
        ask(phone, telephone);
        String right = courier.code(telephone);
        String wrong = right.equals("123456") ? "123457" : "123456";
        Phone thief = new Phone(port);
        assertThat(code(thief, telephone, right).statusCode())
                .as("another browser has not asked")
                .isEqualTo(422);
        for (int n = 0; n < 4; n++) {
            assertThat(code(phone, telephone, wrong).statusCode()).isEqualTo(422);
        }
        assertThat(where(code(phone, telephone, right))).as("the fifth").isEqualTo("/account");
        Phone again = phone;
        again.post("/account/out", Map.of("once", again.token("/account")));
        assertThat(code(again, telephone, right).statusCode()).as("used").isEqualTo(422);

        String other = "13600640122";
        Phone slow = new Phone(port);
        ask(slow, other);
        clock.turn(Duration.ofMinutes(11));
        assertThat(code(slow, other, courier.code(other)).statusCode()).isEqualTo(422);
        Phone careless = new Phone(port);
        ask(careless, other);
        String good = courier.code(other);
        String bad = good.equals("123456") ? "123457" : "123456";
        for (int n = 0; n < 5; n++) {
            code(careless, other, bad);
        }
        assertThat(code(careless, other, good).statusCode()).as("the sixth").isEqualTo(422);
    }

    @Test
    void nobodyFloodsATelephoneNorShutsItsOwnerOut() {
        String telephone = "13500640181";
        freshHour();
        Phone own = new Phone(port);
        signIn(own, telephone);
        own.post("/account/out", Map.of("once", own.token("/account")));
        freshHour();
        int before = courier.to(telephone).size();
        for (int n = 0; n < 20; n++) {
            ask(new Phone(port), telephone);
        }
        assertThat(courier.to(telephone).size() - before).as("messages").isEqualTo(3);
        ask(own, telephone);
        assertThat(where(code(own, telephone, courier.code(telephone))))
                .as("her own device is counted apart")
                .isEqualTo("/account");
        Phone one = new Phone(port);
        int taken = 0;
        for (int n = 0; n < 12; n++) {
            taken += ask(one, "1340064%04d".formatted(n)).statusCode() == 200 ? 1 : 0;
        }
        assertThat(taken).as("from one device").isEqualTo(5);
        freshHour();
        int sent = 0;
        for (int n = 0; n < 130; n++) {
            sent += ask(new Phone(port), "1330064%04d".formatted(n)).statusCode() == 200 ? 1 : 0;
        }
        assertThat(sent).as("to one space of numbers").isEqualTo(100);
    }

    @Test
    void sheEndsAllSessionsAndDeletesTheAccountAtOnce() {
        seats.onDuty("640106", "金凤值守");
        Story story = Story.asked(port, jdbc, "640106", "金凤的事");
        Phone here = story.phone();
        Phone lost = new Phone(port);
        signIn(here, "13800640106");
        signIn(lost, "13800640106");
        gatherByCode(here, story.code());
        assertThat(here.get("/account/sessions").body()).contains("138****0106");
        here.post("/account/sessions", Map.of("once", here.token("/account/sessions")));
        assertThat(where(lost.get("/account"))).isEqualTo("/account/in");
        assertThat(where(here.get("/account"))).isEqualTo("/account/in");

        signIn(here, "13800640106");
        String token = here.token("/account/sessions");
        assertThat(here.post("/account/delete", Map.of("once", token)).statusCode())
                .as("asked once more")
                .isEqualTo(422);
        here.post("/account/delete", Map.of("once", token, "sure", "yes"));
        assertThat(rows(story)).isZero();
        assertThat(where(here.get("/account"))).isEqualTo("/account/in");
        assertThat(story.page()).as("her receipt opens as before").contains("金凤的事");
        signIn(here, "13800640106");
        assertThat(here.get("/account").body()).doesNotContain("name=\"request\"");
    }

    @Test
    void whoHasNotComeInIsShownTheWayAndSeesNothing() {
        Story story = Story.asked(port, jdbc, "640106", "别人的事");
        Phone stranger = new Phone(port);
        for (String page : List.of("/account", "/account/sessions", "/account/data.json")) {
            assertThat(where(stranger.get(page))).as(page).isEqualTo("/account/in");
        }
        for (String form :
                List.of(
                        "/account/from-mine",
                        "/account/gather",
                        "/account/matter",
                        "/account/sessions",
                        "/account/delete")) {
            assertThat(
                            where(
                                    stranger.post(
                                            form,
                                            Map.of(
                                                    "once",
                                                    stranger.token("/code"),
                                                    "request",
                                                    story.id().toString(),
                                                    "act",
                                                    "open",
                                                    "sure",
                                                    "yes"))))
                    .as(form)
                    .isEqualTo("/account/in");
        }
        assertThat(stranger.get("/account/outbox").statusCode())
                .as("only the demonstration has an outbox")
                .isEqualTo(404);
    }

    @Test
    void anAccountThatNobodyUsesForAYearIsForgotten() {
        Phone phone = new Phone(port);
        signIn(phone, "13200640104");
        jdbc.sql("update access.resident set used_at = ?")
                .param(java.sql.Timestamp.from(clock.instant().minus(Duration.ofDays(367))))
                .update();
        jdbc.sql("update people.round set due_at = ?")
                .param(java.sql.Timestamp.from(clock.instant()))
                .update();
        assertThat(round.runIfDue()).isTrue();
        assertThat(jdbc.sql("select count(*) from access.resident").query(Integer.class).single())
                .isZero();
        assertThat(where(phone.get("/account"))).isEqualTo("/account/in");
    }

    private int rows(Story story) {
        return jdbc.sql("select count(*) from help.gathered where province = ? and request = ?")
                .params(new Province((short) 64).number(), story.id())
                .query(Integer.class)
                .single();
    }

    private void signIn(Phone phone, String telephone) {
        freshHour();
        assertThat(ask(phone, telephone).statusCode()).isEqualTo(200);
        String digits = telephone.replaceAll("^\\+86|[ -]", "").replaceAll("^86", "");
        assertThat(where(code(phone, telephone, courier.code(digits)))).isEqualTo("/account");
    }

    /** Counts are by the hour. */
    private void freshHour() {
        Instant next = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        clock.turnTo(next);
    }

    private HttpResponse<String> ask(Phone phone, String telephone) {
        return phone.post(
                "/account/in", Map.of("once", phone.token("/code"), "telephone", telephone));
    }

    private HttpResponse<String> code(Phone phone, String telephone, String code) {
        return phone.post(
                "/account/code",
                Map.of("once", phone.token("/code"), "telephone", telephone, "code", code));
    }

    private HttpResponse<String> gatherByCode(Phone phone, String code) {
        return phone.post("/account/gather", Map.of("once", phone.token("/account"), "code", code));
    }

    private HttpResponse<String> open(Phone phone, Story story, String act) {
        return phone.post(
                "/account/matter",
                Map.of(
                        "once", phone.token("/account"),
                        "request", story.id().toString(),
                        "act", act));
    }

    private static String told(HttpResponse<String> answer) {
        return clean(answer, "").replaceAll("value=\"[0-9 ]+\"", "");
    }

    private static String clean(HttpResponse<String> answer, String telephone) {
        return answer.body()
                .replaceAll("name=\"once\" value=\"[^\"]*\"", "")
                .replace(telephone.isEmpty() ? "\0" : telephone, "");
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
