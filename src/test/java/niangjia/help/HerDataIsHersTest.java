package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.help.tasks.RunClocks;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingDays;
import niangjia.network.WorkingTime;
import niangjia.people.DailyRound;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is held of her she sees, takes along, puts right, lets rest and erases by herself. */
@OnTheRealNet
class HerDataIsHersTest {

    private static final Pattern CODE = Pattern.compile("class=\"code\">([0-9 ]+)<");
    private static final Pattern CONSENT = Pattern.compile("name=\"consent\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunClocks clocks;
    @Autowired DailyRound round;
    @Autowired WorkingDays days;

    @Test
    void aReceiptAloneGivesNothingOfASealedMatter() {
        seats.onDuty("360102", "东湖的她");
        Story story =
                Story.asked(
                        port,
                        jdbc,
                        "360102",
                        "他又摔东西七四零一",
                        ",\"kind\":\"violence\",\"contact\":\"13577770001\"");
        assertThat(story.page()).contains("/mine/data");
        HttpResponse<String> page = story.phone().get("/mine/data");
        assertThat(page.body())
                .contains("只凭回执不能导出", "东湖的她", "我想拿走一份", "等 30 天再删除")
                .doesNotContain("七四零一", "13577770001", "全部删除</button>");
        HttpResponse<String> json = story.phone().get("/mine/data.json");
        assertThat(json.statusCode()).isEqualTo(403);
        assertThat(json.body()).doesNotContain("七四零一");
        assertThat(story.phone().get("/mine/erase").statusCode()).isEqualTo(403);
        for (String act : List.of("correct", "rest", "go-on", "agree", "withdraw", "wish")) {
            assertThat(post(story, "/mine/data", Map.of("act", act, "contact", "别处")).statusCode())
                    .as(act)
                    .isEqualTo(403);
        }
        assertThat(post(story, "/mine/erase", Map.of("sure", "yes")).statusCode()).isEqualTo(403);
        assertThat(story.page()).contains("他又摔东西七四零一");
        assertThat(story.read("restricted_at", java.sql.Timestamp.class)).isNull();
        assertThat(acts(story.id())).containsExactlyInAnyOrder("help.asked", "cases.begun");
    }

    @Test
    void nobodyWithoutTheReceiptGetsAnything() {
        Story.asked(port, jdbc, "360103", "想找托儿所七四零二");
        Phone stranger = new Phone(port);
        assertThat(stranger.get("/mine/data").headers().firstValue("Location")).hasValue("/code");
        assertThat(stranger.get("/mine/data.json").statusCode()).isEqualTo(404);
        assertThat(stranger.get("/mine/erase").headers().firstValue("Location")).hasValue("/code");
        assertThat(
                        stranger.post(
                                        "/mine/erase",
                                        Map.of("once", stranger.token("/code"), "sure", "yes"))
                                .headers()
                                .firstValue("Location"))
                .hasValue("/code");
        assertThat(seats.asked("想找托儿所七四零二")).hasSize(1);
    }

    @Test
    void sheSeesAllTakesACopyAndPutsItRight() {
        SeatHeld seat = seats.onDuty("360104", "青云谱的她");
        Phone member = Phone.of(port, seats, seat);
        Phone hers = forHer(member, seat, "想学裁缝七四零三", "胡桂英", "13577770003");
        String page = hers.get("/mine/data").body();
        assertThat(page).contains("想学裁缝七四零三", "胡桂英", "13577770003", "周末上午", "2026-11", "由工作人员替您记下");
        HttpResponse<String> json = hers.get("/mine/data.json");
        assertThat(json.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        assertThat(json.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(json.body())
                .contains(
                        "想学裁缝七四零三",
                        "胡桂英",
                        "13577770003",
                        "周末上午",
                        "\"table\":\"records.entry\"",
                        "\"notice\":\"2026-11\"");

        assertThat(
                        post(
                                        hers,
                                        "/mine/data",
                                        Map.of(
                                                "act", "correct",
                                                "name", "胡桂瑛",
                                                "contact", "13688880003",
                                                "safe", "长".repeat(201)))
                                .statusCode())
                .isEqualTo(422);
        post(
                hers,
                "/mine/data",
                Map.of("act", "correct", "name", "胡桂瑛", "contact", "13688880003", "safe", "晚上"));
        assertThat(hers.get("/mine/data").body())
                .contains("胡桂瑛", "13688880003", "晚上")
                .doesNotContain("胡桂英", "13577770003", "周末上午");
        UUID id = seats.asked("想学裁缝七四零三").getFirst();
        assertThat(member.get("/requests/" + id).body()).contains("13688880003");
        assertThat(acts(id)).contains("help.data-seen", "help.data-taken", "help.corrected");
    }

    @Test
    void whatSheLetsRestIsSeenByNobodyAndItsTimeStandsStill() {
        SeatHeld seat = seats.onDuty("360111", "青山湖的她");
        Phone member = Phone.of(port, seats, seat);
        Story story = Story.asked(port, jdbc, "360111", "想租个摊位七四零四");
        assertThat(member.get(story.address()).statusCode()).isEqualTo(200);
        post(story, "/mine/data", Map.of("act", "rest"));
        assertThat(story.page()).contains("想租个摊位七四零四", "先停下了");
        assertThat(member.get(story.address()).statusCode()).isEqualTo(404);
        assertThat(member.get("/requests").body()).doesNotContain("七四零四");
        assertThat(member.get("/workbench").body()).doesNotContain("七四零四");
        assertThat(story.act(member, "claim", "我来").statusCode()).isEqualTo(404);

        clock.turn(Duration.ofDays(9));
        while (clocks.runDue() > 0) {
            clock.turn(Duration.ofSeconds(1));
        }
        assertThat(story.read("late", Boolean.class)).isFalse();
        post(story, "/mine/data", Map.of("act", "go-on"));
        while (clocks.runDue() > 0) {
            clock.turn(Duration.ofSeconds(1));
        }
        assertThat(story.read("late", Boolean.class)).isFalse();
        assertThat(story.act(member, "claim", "我来").statusCode()).isEqualTo(303);
        assertThat(acts(story.id())).contains("help.restricted", "help.goes-on");
    }

    @Test
    void aPromiseInWorkingTimeGoesOnWithTheWorkingTimeThatWasLeft() {
        SeatHeld seat = seats.onDuty("360113", "红谷滩的她");
        jdbc.sql(
                        "insert into network.setting (name, unit, value, during) values ('help.first-contact', ?, 'PT8H"
                                + " working', daterange('2020-01-01', null))")
                .param(seat.place().id().value())
                .update();
        LocalDate friday = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).plusDays(1);
        while (friday.getDayOfWeek() != DayOfWeek.FRIDAY || !isOrdinary(friday)) {
            friday = friday.plusDays(1);
        }
        clock.turnTo(at(friday, 11));
        Story story = Story.asked(port, jdbc, "360113", "想修一座桥七四一二");
        assertThat(due(story)).as("two hours on Monday").isEqualTo(at(friday.plusDays(3), 11));
        clock.turnTo(at(friday, 14));
        post(story, "/mine/data", Map.of("act", "rest"));
        clock.turnTo(at(friday.plusDays(5), 15));
        post(story, "/mine/data", Map.of("act", "go-on"));
        assertThat(due(story))
                .as("five hours were left: two on Wednesday, three on Thursday")
                .isEqualTo(at(friday.plusDays(6), 12));
    }

    @Test
    void sheErasesEverythingAfterBeingAskedOnceMore() {
        SeatHeld seat = seats.onDuty("360112", "新建的她");
        Phone member = Phone.of(port, seats, seat);
        Phone hers = forHer(member, seat, "家里漏雨七四零五", "万秋菊", "13577770005");
        UUID id = seats.asked("家里漏雨七四零五").getFirst();
        member.post(
                "/requests/" + id,
                Map.of("once", member.token("/"), "act", "claim", "words", "我明天去看屋顶七四零五"));
        Place online = seats.beside(seats.place("360112"), "新建网上妇联", "online");
        hers.post(
                "/network/" + online.id() + "/join",
                Map.of(
                        "once",
                        hers.token("/network/" + online.id() + "/join"),
                        "name",
                        "秋菊姐",
                        "contact",
                        "13577770006",
                        "agreed",
                        "yes"));
        assertThat(hers.get("/mine/data").body()).contains("秋菊姐", "13577770006");
        assertThat(hers.get("/mine/erase").body()).contains("我想好了");
        assertThat(post(hers, "/mine/erase", Map.of()).statusCode()).isEqualTo(422);
        assertThat(seats.asked("家里漏雨七四零五")).hasSize(1);
        long askedBefore = counted("360112");

        post(hers, "/mine/erase", Map.of("sure", "yes", "leave", "yes"));
        assertThat(hers.get("/mine").body()).contains("已经删除的一件事").doesNotContain("七四零五");
        assertThat(hers.get("/mine/data").body())
                .doesNotContain("七四零五", "万秋菊", "13577770005", "秋菊姐", "13577770006");
        assertThat(
                        jdbc.sql(
                                        """
                                        select num_nonnulls(r.story, r.contact, r.safe_time, r.word)
                                          + (select count(*) from help.step s where s.request = r.id and s.words is not null)
                                          + (select count(*) from people.person p where p.id = r.woman)
                                          + (select count(*) from messages.message m where m.matter = r.id)
                                          + (select count(*) from network.membership m where m.unit = :unit
                                            and num_nonnulls(m.known_as, m.contact) > 0)
                                        from help.request r where r.id = :id
                                        """)
                                .param("id", id)
                                .param("unit", online.id().value())
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(stage(id)).isEqualTo("TAKEN_BACK");
        assertThat(counted("360112")).isEqualTo(askedBefore);
        assertThat(acts(id))
                .contains("help.asked-for-her", "help.claimed", "help.taken-back", "help.erased");
        assertThat(member.get("/requests/" + id).body())
                .contains("收回")
                .doesNotContain("七四零五", "13577770005");
        assertThat(post(hers, "/mine/data", Map.of("act", "correct", "contact", "x")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aConsentIsWithdrawnWithOneTapAndNothingIsRefusedForIt() {
        SeatHeld seat = seats.onDuty("360121", "南昌县的她");
        SeatHeld other = seats.onDuty("360121", "南昌县的另一位");
        Phone member = Phone.of(port, seats, seat);
        Phone hers = forHer(member, seat, "想办个小厂七四零六", "涂水莲", "");
        UUID id = seats.asked("想办个小厂七四零六").getFirst();
        String page = hers.get("/mine/data").body();
        Matcher consent = CONSENT.matcher(page);
        assertThat(consent.find()).isTrue();
        post(hers, "/mine/data", Map.of("act", "withdraw", "consent", consent.group(1)));
        assertThat(hers.get("/mine/data").body()).contains("撤回").doesNotContain(consent.group(1));
        Story strangers = Story.asked(port, jdbc, "360121", "别人的事七四零七");
        assertThat(
                        post(
                                        strangers,
                                        "/mine/data",
                                        Map.of("act", "withdraw", "consent", consent.group(1)))
                                .statusCode())
                .isEqualTo(404);

        assertThat(act(member, id, "claim").statusCode()).isEqualTo(303);
        assertThat(act(member, id, "propose").statusCode()).isEqualTo(303);
        assertThat(act(Phone.of(port, seats, other), id, "heard-done").statusCode())
                .as("nobody speaks for her any more")
                .isEqualTo(422);
        assertThat(post(hers, "/mine", Map.of("word", "done", "how", "YES")).statusCode())
                .isEqualTo(303);
        assertThat(stage(id)).isEqualTo("DONE");
        assertThat(acts(id)).contains("help.withdrew");
    }

    @Test
    void whatHasHadItsTimeIsErasedByTheDailyRound() {
        round.runIfDue();
        Place shorter = seats.place("360123");
        SeatHeld seat = seats.fill(shorter, "安义的她", true);
        jdbc.sql(
                        "insert into network.setting (name, unit, value, during) values ('help.kept-for', ?, 'P6M', daterange('2020-01-01', null))")
                .param(shorter.id().value())
                .update();
        Story soon = ended("360123", "想修路灯七四零八");
        Story later = ended("360124", "想修水井七四零九");
        Story agreed = ended("360124", "想学电脑七四一零");
        post(agreed, "/mine/data", Map.of("act", "agree", "purpose", "contact-afterwards"));
        post(agreed, "/mine/data", Map.of("act", "agree", "purpose", "contact-afterwards"));
        Story sealed =
                Story.asked(
                        port,
                        jdbc,
                        "360123",
                        "他关着我七四一一",
                        ",\"kind\":\"violence\",\"contact\":\"1\"");
        sealed.says("done", "");
        assertThat(round.runIfDue()).as("once a day").isFalse();

        clock.turn(Duration.ofDays(91));
        assertThat(round.runIfDue()).isTrue();
        assertThat(later.read("contact", byte[].class)).isNull();
        assertThat(agreed.read("contact", byte[].class)).isNotNull();
        assertThat(later.page()).contains("想修水井七四零九");
        assertThat(acts(later.id())).contains("help.contact-over");

        clock.turn(Duration.ofDays(100));
        assertThat(round.runIfDue()).isTrue();
        assertThat(soon.page()).doesNotContain("七四零八");
        assertThat(acts(soon.id())).contains("help.words-over");
        assertThat(later.page()).contains("想修水井七四零九");

        clock.turn(Duration.ofDays(3 * 366));
        assertThat(round.runIfDue()).isTrue();
        assertThat(later.page()).doesNotContain("七四零九");
        assertThat(agreed.page()).doesNotContain("七四一零");
        assertThat(sealed.page()).as("only with her").contains("七四一一");
        assertThat(
                        jdbc.sql(
                                        "select least((select count(*) from records.entry where act = 'people.round'), (select sum(amount) from people.erased where what = 'help.data.words'))")
                                .query(Integer.class)
                                .single())
                .isPositive();
        assertThat(
                        jdbc.sql("select count(*) from access.once where at < ?")
                                .param(
                                        java.sql.Timestamp.from(
                                                clock.instant().minus(Duration.ofDays(31))))
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(seat).isNotNull();
    }

    @Test
    void theNoticeTellsWhatIsKeptInBothLanguages() {
        Phone anybody = new Phone(port);
        assertThat(anybody.get("/").body()).contains("href=\"/privacy\"");
        String page = anybody.get("/privacy").body();
        assertThat(page)
                .contains(
                        "2026-11",
                        "您说的话",
                        "3 年",
                        "90 天",
                        "help.request",
                        "妇联任职者的姓名",
                        "records.entry")
                .doesNotContain(".what", ".until");
        anybody.post("/language", Map.of("to", "en", "back", "/privacy"));
        assertThat(anybody.get("/privacy").body())
                .contains("What you said", "3 years", "90 days", "Version 2026-11")
                .doesNotContain("您说的话");
    }

    private Story ended(String place, String words) {
        Story story =
                Story.asked(
                        port, jdbc, place, words, ",\"kind\":\"work\",\"contact\":\"13500000000\"");
        assertThat(story.says("done", "").statusCode()).isEqualTo(303);
        return story;
    }

    /** Asked by a member for her; her phone, which has opened it by its code. */
    private Phone forHer(Phone member, SeatHeld seat, String words, String name, String contact) {
        HttpResponse<String> asked =
                member.post(
                        "/requests/for-her",
                        Map.of(
                                "once",
                                member.token("/requests/for-her"),
                                "place",
                                seat.place().id().toString(),
                                "text",
                                words,
                                "kind",
                                "work",
                                "name",
                                name,
                                "contact",
                                contact,
                                "safe",
                                "周末上午",
                                "consent",
                                "yes"));
        Matcher code = CODE.matcher(asked.body());
        assertThat(code.find()).as(asked.body()).isTrue();
        Phone hers = new Phone(port);
        hers.post("/code", Map.of("once", hers.token("/code"), "code", code.group(1)));
        assertThat(hers.get("/mine").body()).contains(words);
        return hers;
    }

    private HttpResponse<String> act(Phone member, UUID id, String act) {
        return member.post(
                "/requests/" + id,
                Map.of(
                        "once",
                        member.token("/"),
                        "act",
                        act,
                        "words",
                        "好",
                        "next",
                        "",
                        "how",
                        "YES"));
    }

    private static HttpResponse<String> post(Story story, String path, Map<String, String> form) {
        return post(story.phone(), path, form);
    }

    private static HttpResponse<String> post(Phone phone, String path, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("once", phone.token("/code"));
        return phone.post(path, all);
    }

    private String stage(UUID id) {
        return jdbc.sql("select stage from help.request where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private long counted(String place) {
        return jdbc.sql("select coalesce(sum(asked), 0) from help.change where unit = ?")
                .param(seats.place(place).id().value())
                .query(Long.class)
                .single();
    }

    /** The week's own rule holds for the next seven days. */
    private boolean isOrdinary(LocalDate friday) {
        return friday.datesUntil(friday.plusDays(8))
                .noneMatch(day -> days.known().special().containsKey(day));
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(WorkingTime.ZONE).toInstant();
    }

    private static Instant due(Story story) {
        return Objects.requireNonNull(story.read("due_at", OffsetDateTime.class)).toInstant();
    }

    private List<String> acts(UUID matter) {
        return jdbc.sql("select act from records.entry where matter = ? order by id")
                .param(matter)
                .query(String.class)
                .list();
    }
}
