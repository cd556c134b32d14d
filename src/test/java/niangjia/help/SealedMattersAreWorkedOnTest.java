package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.cases.model.Chain;
import niangjia.cases.tasks.RunCaseClocks;
import niangjia.help.tasks.FindDesks;
import niangjia.help.tasks.RunClocks;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.LeaveSeat;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Violence at home and harm to a child at work: who is on it, what is kept, what she is offered.
 */
@OnTheRealNet
class SealedMattersAreWorkedOnTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunCaseClocks clocks;
    @Autowired RunClocks requestClocks;
    @Autowired FindDesks findDesks;
    @Autowired LeaveSeat leaveSeat;
    @Autowired FillSeat fillSeat;

    @Test
    void theCousinNeverOpensItWhateverSeatSheMovesTo() {
        SeatHeld cousin = seats.onDuty("620102", "兰表姐");
        SeatHeld city = seats.onDuty("6201", "兰州市的她");
        SeatHeld province = seats.onDuty("62", "甘肃的她");
        Story story = sealed("620102", ",\"notBy\":\"兰表姐\"");

        assertThat(story.read("desk", UUID.class))
                .as("locked out before anybody is found for it")
                .isEqualTo(city.seat().value());
        Phone hers = Phone.of(port, seats, cousin);
        notThere(hers, story);
        Scope.Branch nation = seats.fill(seats.place(""), "全国的干部", false).branch();
        LocalDate day = LocalDate.of(2026, 5, 20);
        for (SeatHeld seat : List.of(city, province)) {
            leaveSeat.on(nation, seat.seat(), day);
            fillSeat.with(nation, seat.seat(), "兰表姐", "APPOINTED", day, true);
            Phone moved = Phone.of(port, seats, seats.held(seat.seat()));
            notThere(moved, story);
        }
    }

    @Test
    void whoIsRelatedStepsAsideInOneTapAndNoListSaysWhy() {
        SeatHeld county = seats.onDuty("620302", "金川的她");
        SeatHeld city = seats.onDuty("6203", "金昌的她");
        SeatHeld elsewhere = seats.onDuty("620321", "永昌的她");
        Story story = sealed("620302", "");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get(story.address()).body()).contains("/cases/" + story.id());
        assertThat(desk.get("/workbench").body()).contains("\"/cases\"");
        notThere(Phone.of(port, seats, elsewhere), story);

        assertThat(act(desk, story, "related").statusCode()).isEqualTo(303);
        assertThat(story.read("desk", UUID.class)).isEqualTo(city.seat().value());
        notThere(desk, story);
        assertThat(desk.get("/workbench").body()).doesNotContain(story.id().toString());
        assertThat(story.page()).contains("由 金昌的她 接着办").doesNotContain("回避");
        Phone next = Phone.of(port, seats, city);
        assertThat(next.get("/cases/" + story.id()).body())
                .contains("换了人")
                .doesNotContain("金川的她 回避");

        assertThat(story.says("not-by", "金昌的她").statusCode()).isEqualTo(303);
        notThere(next, story);
        assertThat(story.read("desk", UUID.class)).isNotEqualTo(city.seat().value());
    }

    @Test
    void everyOpeningIsRecordedAndWhoDoesNotHoldItSaysWhy() {
        SeatHeld county = seats.onDuty("620402", "白银区的她");
        SeatHeld city = seats.onDuty("6204", "白银市的她");
        SeatHeld member = seats.fill(seats.place("620402"), "白银的同事", true, "work");
        Story story = sealed("620402", "");
        String page = "/cases/" + story.id();
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get(page).body()).contains("接访记录").doesNotContain("丈夫");
        Phone above = Phone.of(port, seats, city);
        assertThat(above.get(page).body()).contains("为什么打开它").doesNotContain("接访记录");
        assertThat(opened(story)).isEqualTo(1);
        assertThat(act(above, story, "reason").statusCode()).isEqualTo(422);
        assertThat(act(above, story, "note").body())
                .as("a mistake is no way round the reason")
                .contains("为什么打开它")
                .doesNotContain("接访记录");
        assertThat(act(above, story, "reason", "words", "督办").statusCode()).isEqualTo(303);
        assertThat(above.get(page).body()).contains("接访记录", "督办");
        assertThat(opened(story)).isEqualTo(2);
        assertThat(story.page()).contains("白银市的她");

        Phone colleague = Phone.of(port, seats, member);
        notThere(colleague, story);
        act(desk, story, "name", "next", member.seat().toString());
        assertThat(colleague.get("/cases").body()).contains(page);
        assertThat(act(colleague, story, "reason", "words", "一起办").statusCode()).isEqualTo(303);
        assertThat(colleague.get(page).body()).contains("接访记录");
        act(desk, story, "unname", "next", member.seat().toString());
        notThere(colleague, story);

        clock.turn(Duration.ofMinutes(16));
        HttpResponse<String> stale = desk.get(page);
        assertThat(stale.statusCode()).isEqualTo(303);
        assertThat(stale.body()).doesNotContain("接访记录");
    }

    @Test
    void theIntakeLogCannotBeChangedUnseen() {
        SeatHeld county = seats.onDuty("620502", "秦州的她");
        Story story = sealed("620502", "");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "note", "words", "脸上有伤，拍了照片");
        act(desk, story, "note", "words", "孩子在姥姥家");
        String page = "/cases/" + story.id();
        assertThat(desk.get(page).body()).contains("3 条记录一条没动", "脸上有伤", "孩子在姥姥家", newest(story));
        for (String change :
                List.of(
                        "update cases.entry set known_as = 'x' where matter = ?",
                        "delete from cases.entry where matter = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(story.id()).update())
                    .hasMessageContaining("append-only");
        }
        assertThat(
                        jdbc.sql(
                                        "select count(*) from cases.entry where matter = ? and position(convert_to('脸上', 'UTF8') in words) > 0")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .isZero();

        bypassing(
                "update cases.entry set at = at - interval '1 day' where number = 2 and matter = ?",
                story);
        assertThat(desk.get(page).body()).contains("第 2 条记录被人动过");
        bypassing(
                "update cases.entry set at = at + interval '1 day' where number = 2 and matter = ?",
                story);
        assertThat(desk.get(page).body()).contains("一条没动");
        bypassing("delete from cases.entry where number = 3 and matter = ?", story);
        assertThat(desk.get(page).body()).contains("第 3 条记录被人动过");
    }

    @Test
    void optionsFollowHerWishAndTheCourtsClockRuns() {
        SeatHeld county = seats.onDuty("620602", "凉州的她");
        Story story = sealed("620602", "");
        Phone desk = Phone.of(port, seats, county);
        String page = "/cases/" + story.id();
        assertThat(desk.get(page).body()).contains("公安告诫书", "庇护", "不主动提");
        assertThat(option(desk, story, "POLICE_WARNING", "OFFERED", "").statusCode())
                .isEqualTo(303);
        assertThat(option(desk, story, "SHELTER", "UNDER_WAY", "").statusCode()).isEqualTo(422);
        assertThat(option(desk, story, "SHELTER", "UNDER_WAY", "yes").statusCode()).isEqualTo(303);
        assertThat(option(desk, story, "MEDIATION", "OFFERED", "yes").statusCode()).isEqualTo(422);
        assertThat(option(desk, story, "MEDIATION", "WISHED", "").statusCode()).isEqualTo(422);
        assertThat(option(desk, story, "MEDIATION", "WISHED", "yes").statusCode()).isEqualTo(303);
        assertThat(act(desk, story, "file", "urgent", "yes").statusCode())
                .as("not without her wish")
                .isEqualTo(422);
        act(desk, story, "file", "urgent", "yes", "behalf", "yes", "wish", "yes");
        assertThat(hours(story, "PROTECTION_ORDER_URGENT")).isEqualTo(24);
        act(desk, story, "file", "wish", "yes");
        assertThat(hours(story, "PROTECTION_ORDER")).isEqualTo(72);
        assertThat(desk.get(page).body()).contains("72 小时").doesNotContain("情况紧急，法院");
        option(desk, story, "PROTECTION_ORDER", "DONE", "");
        assertThat(desk.get(page).body()).doesNotContain("法院应在");

        act(desk, story, "plan", "words", "去三楼李姐家");
        act(desk, story, "reach", "reach", "周二上午打厂里");
        assertThat(desk.get(page).body()).contains("去三楼李姐家", "周二上午打厂里");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(
                        act(desk, story, "gravity", "state", "HIGH", "review", today.toString())
                                .statusCode())
                .isEqualTo(422);
        act(desk, story, "gravity", "state", "HIGH", "review", today.plusDays(1).toString());
        clocks.runDue();
        assertThat(desk.get("/workbench").body()).doesNotContain("到了再看的日子");
        clock.turn(Duration.ofDays(1));
        clocks.runDue();
        assertThat(Phone.of(port, seats, county).get("/workbench").body()).contains("到了再看的日子");
    }

    @Test
    void harmToAChildIsReportedAtOnceAndSaysNotWhoItIs() {
        SeatHeld county = seats.onDuty("620702", "甘州的她");
        Story story = Story.asked(port, jdbc, "620702", "邻居的孩子身上总有伤", ",\"kind\":\"child-harm\"");
        Phone desk = Phone.of(port, seats, county);
        String page = "/cases/" + story.id();
        assertThat(hours(story, "CHILD_REPORT")).isEqualTo(2);
        assertThat(desk.get(page).body()).contains("马上报告").doesNotContain("邻居的孩子");
        assertThat(act(desk, story, "report", "words", "已报 110，电话 138 0013 8000").statusCode())
                .isEqualTo(422);
        assertThat(act(desk, story, "report", "words", "已报派出所王警官").statusCode()).isEqualTo(303);
        assertThat(desk.get(page).body()).contains("已经报告：").doesNotContain("马上报告");

        Story late = Story.asked(port, jdbc, "620702", "孩子被打", ",\"kind\":\"child-harm\"");
        clock.turn(Duration.ofHours(3));
        clocks.runDue();
        Phone again = Phone.of(port, seats, county);
        assertThat(again.get("/workbench").body()).contains("一件事的时间到了");
        Story violence = sealed("620702", "");
        assertThat(act(again, violence, "report", "words", "报告").statusCode()).isEqualTo(404);
        assertThat(late.id()).isNotEqualTo(story.id());
    }

    @Test
    void whereNobodyIsOnDutyTheClockWaitsForWhoeverComes() {
        Story story = Story.asked(port, jdbc, "540102", "孩子身上有伤", ",\"kind\":\"child-harm\"");
        assertThat(story.read("desk", UUID.class)).isNull();
        clock.turn(Duration.ofHours(3));
        clocks.runDue();
        SeatHeld county = seats.onDuty("540102", "城关区的她");
        findDesks.sweep();
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        clocks.runDue();
        clocks.runDue();
        assertThat(told(county, story)).containsOnlyOnce("cases.told.clock");
    }

    @Test
    void noReviewIsToldOfWhatHasEnded() {
        SeatHeld county = seats.onDuty("630103", "城中的她");
        Story story = sealed("630103", "");
        Phone desk = Phone.of(port, seats, county);
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        act(desk, story, "gravity", "state", "HIGH", "review", today.plusDays(1).toString());
        assertThat(story.says("done", "").statusCode()).isEqualTo(303);
        clock.turn(Duration.ofDays(2));
        clocks.runDue();
        assertThat(told(county, story)).doesNotContain("cases.told.review");
    }

    @Test
    void thatItShouldRestFallsWithWhoAskedForIt() {
        SeatHeld county = seats.onDuty("630104", "城西的她");
        seats.onDuty("6301", "西宁的她");
        SeatHeld other = seats.onDuty("630105", "城北的她");
        Story story = sealed("630104", "");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "rest", "words", "联系不上");
        act(desk, story, "refer", "next", other.seat().toString(), "wish", "yes");
        Phone next = Phone.of(port, seats, other);
        assertThat(act(next, story, "accept").statusCode()).isEqualTo(303);
        Phone above = Phone.of(port, seats, above(story));
        act(above, story, "reason", "words", "督办");
        assertThat(above.get("/cases/" + story.id()).body()).doesNotContain("confirm-rest");
        assertThat(act(above, story, "confirm-rest").statusCode()).isEqualTo(422);
        assertThat(rested(story)).isFalse();
        assertThat(act(next, story, "rest", "words", "还是联系不上").statusCode()).isEqualTo(303);
        assertThat(act(above, story, "confirm-rest").statusCode()).isEqualTo(303);
        assertThat(rested(story)).isTrue();
    }

    @Test
    void itRestsWithoutHerWordOnlyByTwoAndIsNotSolved() {
        SeatHeld county = seats.onDuty("620802", "崆峒的她");
        SeatHeld city = seats.onDuty("6208", "平凉的她");
        Story story = sealed("620802", "");
        Phone desk = Phone.of(port, seats, county);
        assertThat(act(desk, story, "rest").statusCode()).as("with a reason").isEqualTo(422);
        assertThat(act(desk, story, "rest", "words", "联系不上三个月").statusCode()).isEqualTo(303);
        assertThat(act(desk, story, "confirm-rest").statusCode()).isEqualTo(422);
        assertThat(rested(story)).isFalse();
        Phone above = Phone.of(port, seats, city);
        assertThat(act(above, story, "confirm-rest").body())
                .as("nor before she says why she looks at it")
                .contains("为什么打开它");
        act(above, story, "reason", "words", "督办");
        assertThat(act(above, story, "confirm-rest").statusCode()).isEqualTo(303);
        assertThat(rested(story)).isTrue();
        assertThat(story.stage()).isNotEqualTo("DONE");
        assertThat(desk.get("/cases/" + story.id()).body()).contains("不算办成");
        act(desk, story, "go-on");
        assertThat(rested(story)).isFalse();
    }

    @Test
    void whileItRestsNoClockRunsAndThenWithTheTimeThatWasLeft() {
        SeatHeld county = seats.onDuty("621002", "西峰的她");
        seats.onDuty("6210", "庆阳的她");
        Story story = sealed("621002", "");
        clock.turn(Duration.ofMinutes(10));
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "rest", "words", "她换了号码，联系不上");
        Phone above = Phone.of(port, seats, above(story));
        act(above, story, "reason", "words", "督办");
        act(above, story, "confirm-rest");
        Instant since = clock.instant();
        Duration left = Duration.between(since, due(story));
        assertThat(left).isPositive().isLessThan(Duration.ofMinutes(30));

        clock.turn(Duration.ofDays(9));
        runRequestClocks();
        assertThat(story.read("late", Boolean.class)).isFalse();
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        assertThat(story.page()).contains("先放下了，承诺的时间停住了");
        desk = Phone.of(port, seats, county);
        assertThat(desk.get("/workbench").body()).contains("先放下了，时间不走");

        act(desk, story, "go-on");
        assertThat(due(story)).isEqualTo(clock.instant().plus(left));
        assertThat(story.page()).doesNotContain("先放下了");
        clock.turn(left.plusSeconds(1));
        runRequestClocks();
        assertThat(story.read("late", Boolean.class)).isTrue();
    }

    @Test
    void whatRestedWithoutHerWordGoesOnWhenSheSpeaks() {
        SeatHeld county = seats.onDuty("621021", "庆城的她");
        seats.onDuty("6210", "庆阳的另一位");
        Story story = sealed("621021", "");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "rest", "words", "她换了号码，联系不上");
        Phone above = Phone.of(port, seats, above(story));
        act(above, story, "reason", "words", "督办");
        act(above, story, "confirm-rest");
        assertThat(rested(story)).isTrue();
        clock.turn(Duration.ofDays(2));
        assertThat(story.says("more", "我换了手机").statusCode()).isEqualTo(303);
        assertThat(rested(story)).isFalse();
        assertThat(due(story)).isAfter(clock.instant());
    }

    @Test
    void anOfferFallsWithWhoMadeIt() {
        SeatHeld county = seats.onDuty("621022", "环县的她");
        seats.onDuty("6210", "庆阳接着办的她");
        SeatHeld other = seats.onDuty("621023", "华池的她");
        Phone next = Phone.of(port, seats, other);
        String to = other.seat().toString();

        Story aside = sealed("621022", "");
        Phone desk = Phone.of(port, seats, county);
        act(desk, aside, "refer", "next", to, "wish", "yes");
        assertThat(next.get("/cases/" + aside.id()).body()).contains("等您答复");
        assertThat(act(desk, aside, "related").statusCode()).isEqualTo(303);
        notThere(next, aside);
        assertThat(act(next, aside, "accept").statusCode()).isEqualTo(404);
        assertThat(aside.read("desk", UUID.class)).isNotEqualTo(other.seat().value());
        assertThat(offers(aside)).containsExactly("WITHDRAWN");

        Story climbed = sealed("621022", "");
        act(desk, climbed, "refer", "next", to, "wish", "yes");
        clock.turn(Duration.ofMinutes(31));
        runRequestClocks();
        assertThat(climbed.read("desk", UUID.class)).isNotEqualTo(county.seat().value());
        next = Phone.of(port, seats, other);
        notThere(next, climbed);
        assertThat(act(next, climbed, "accept").statusCode()).isEqualTo(404);

        Story left = sealed("621022", "");
        desk = Phone.of(port, seats, county);
        act(desk, left, "refer", "next", to, "wish", "yes");
        Scope.Branch nation = seats.fill(seats.place(""), "换人的干部", false).branch();
        LocalDate day = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        leaveSeat.on(nation, county.seat(), day);
        fillSeat.with(nation, county.seat(), "环县新来的她", "APPOINTED", day, true);
        notThere(next, left);
    }

    @Test
    void aChainThatIsWrittenAnewAsAWholeDoesNotFitTheSealedLog() {
        SeatHeld county = seats.onDuty("621024", "合水的她");
        Story story = sealed("621024", "");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "note", "words", "手腕骨折");
        act(desk, story, "note", "words", "已送医院");
        String page = "/cases/" + story.id();
        assertThat(desk.get(page).body()).contains("3 条记录一条没动");
        writtenAnew(story, 2);
        assertThat(desk.get(page).body()).contains("第 2 条记录被人动过");
        assertThat(
                        jdbc.sql("select anchor from records.anchors where matter = ?")
                                .param(story.id())
                                .query(String.class)
                                .list())
                .hasSize(3)
                .allMatch(anchor -> anchor.matches("[123] [0-9a-f]{64}"));
    }

    @Test
    void sayingNoToAnOfferStandsInTheLogToo() {
        SeatHeld county = seats.onDuty("621025", "正宁的她");
        SeatHeld other = seats.onDuty("621026", "宁县的她");
        Story story = sealed("621025", "");
        act(
                Phone.of(port, seats, county),
                story,
                "refer",
                "next",
                other.seat().toString(),
                "wish",
                "yes");
        act(Phone.of(port, seats, other), story, "decline", "words", "人手不够");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where matter = ? and seat = ? and act ="
                                                + " 'cases.worked'")
                                .params(story.id(), other.seat().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void itIsHandedOnWithHerConsentAndTheFormerHolderLosesSight() {
        SeatHeld county = seats.onDuty("620902", "肃州的她");
        seats.onDuty("6209", "酒泉的她");
        SeatHeld other = seats.onDuty("620921", "金塔的她");
        Story story = sealed("620902", "");
        Phone desk = Phone.of(port, seats, county);
        Phone next = Phone.of(port, seats, other);
        act(desk, story, "note", "words", "她说想去娘家那边");
        String to = other.seat().toString();
        assertThat(act(desk, story, "preview", "next", to).body()).contains("2 条记录", "再也看不到");
        notThere(next, story);
        assertThat(act(desk, story, "refer", "next", to).statusCode()).isEqualTo(422);
        assertThat(act(desk, story, "refer", "next", to, "wish", "yes").statusCode())
                .isEqualTo(303);
        assertThat(next.get("/cases/" + story.id()).body())
                .contains("等您答复")
                .doesNotContain("娘家那边", "丈夫", "接访记录</h2>");
        assertThat(act(next, story, "decline").statusCode()).as("with a reason").isEqualTo(422);
        act(next, story, "decline", "words", "人手不够");
        notThere(next, story);
        assertThat(desk.get("/cases/" + story.id()).body()).contains("人手不够");

        act(desk, story, "refer", "next", to, "wish", "yes");
        assertThat(next.get("/cases/" + story.id()).body()).contains("等您答复");
        assertThat(act(desk, story, "withdraw").statusCode()).isEqualTo(303);
        notThere(next, story);
        assertThat(act(next, story, "accept").statusCode()).isEqualTo(404);

        act(desk, story, "refer", "next", to, "wish", "yes");
        assertThat(act(next, story, "accept").statusCode()).isEqualTo(303);
        assertThat(next.get("/cases/" + story.id()).body()).contains("娘家那边", "一条没动");
        notThere(desk, story);
        assertThat(story.page()).contains("由 金塔的她 接着办");
    }

    private Story sealed(String place, String more) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"" + more);
    }

    private HttpResponse<String> act(Phone phone, Story story, String act, String... more) {
        Map<String, String> form = new HashMap<>(Map.of("once", phone.token("/"), "act", act));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return phone.post("/cases/" + story.id(), form);
    }

    private HttpResponse<String> option(
            Phone phone, Story story, String what, String state, String wish) {
        return act(phone, story, "option", "what", what, "state", state, "wish", wish);
    }

    /** Exactly as for a matter that never was. */
    private void notThere(Phone phone, Story story) {
        String never = UUID.randomUUID().toString();
        for (String path : List.of("/cases/", "/requests/")) {
            HttpResponse<String> hidden = phone.get(path + story.id());
            HttpResponse<String> nothing = phone.get(path + never);
            assertThat(hidden.statusCode()).as(path).isEqualTo(404);
            assertThat(plain(hidden, story.id().toString())).isEqualTo(plain(nothing, never));
        }
        assertThat(act(phone, story, "note", "words", "我").statusCode()).isEqualTo(404);
        assertThat(phone.get("/cases").body()).doesNotContain(story.id().toString());
    }

    private static String plain(HttpResponse<String> answer, String id) {
        return answer.body()
                .replace(id, "")
                .replaceAll("name=\"once\" value=\"[^\"]+\"", "")
                .replaceAll("<code>[^<]*</code>", "");
    }

    private int opened(Story story) {
        return jdbc.sql(
                        "select count(*) from records.openings o where matter = ? and exists (select from records.entry e"
                                + " where e.id = o.id and e.act = 'cases.opened' and e.seat is not null)")
                .param(story.id())
                .query(Integer.class)
                .single();
    }

    private String newest(Story story) {
        return jdbc.sql("select encode(newest, 'hex') from cases.matter where id = ?")
                .param(story.id())
                .query(String.class)
                .single();
    }

    private List<String> told(SeatHeld seat, Story story) {
        return jdbc.sql("select key from messages.message where seat = ? and about = ?")
                .params(seat.seat().value(), story.id())
                .query(String.class)
                .list();
    }

    private boolean rested(Story story) {
        return jdbc.sql("select rested_at is not null from help.request where id = ?")
                .param(story.id())
                .query(Boolean.class)
                .single();
    }

    private int hours(Story story, String what) {
        return jdbc.sql(
                        "select extract(epoch from due_at - since) / 3600 from cases.clock where matter = ? and what = ?"
                                + " order by since desc limit 1")
                .params(story.id(), what)
                .query(Integer.class)
                .single();
    }

    private SeatHeld above(Story story) {
        return seats.held(new SeatId(Objects.requireNonNull(story.read("overseer", UUID.class))));
    }

    private Instant due(Story story) {
        return Objects.requireNonNull(story.read("due_at", OffsetDateTime.class)).toInstant();
    }

    private void runRequestClocks() {
        while (requestClocks.runDue() > 0) {
            clock.turn(Duration.ofSeconds(1));
        }
    }

    private List<String> offers(Story story) {
        return jdbc.sql("select state from cases.referral where matter = ? order by id")
                .param(story.id())
                .query(String.class)
                .list();
    }

    /** An administrator changes an entry and computes all hashes from there on anew. */
    private void writtenAnew(Story story, int from) {
        bypassing(
                "update cases.entry set at = at - interval '1 day' where number >= "
                        + from
                        + " and matter = ?",
                story);
        byte[][] previous = {Chain.BEGINNING};
        jdbc.sql("select * from cases.entry where matter = ? order by number")
                .param(story.id())
                .query((row, n) ->
                        new Chain.Link(
                                row.getShort("province"),
                                row.getObject("matter", UUID.class),
                                row.getInt("number"),
                                row.getObject("id", UUID.class),
                                row.getTimestamp("at").toInstant(),
                                row.getObject("seat", UUID.class),
                                row.getObject("person", UUID.class),
                                row.getString("known_as"),
                                row.getString("what"),
                                row.getBytes("words")))
                .list()
                .forEach(link -> {
                    byte[] hash = link.hash(previous[0]);
                    String hex = HexFormat.of().formatHex(hash);
                    bypassing(
                            "update cases.entry set previous = decode('%s', 'hex'), hash = decode('%s', 'hex') where number = %d and matter = ?"
                                    .formatted(
                                            HexFormat.of().formatHex(previous[0]),
                                            hex,
                                            link.number()),
                            story);
                    bypassing(
                            "update cases.matter set newest = decode('%s', 'hex') where id = ?"
                                    .formatted(hex),
                            story);
                    previous[0] = hash;
                });
    }

    /** As somebody who may do everything in the database. */
    private void bypassing(String change, Story story) {
        jdbc.sql("alter table cases.entry disable trigger user").update();
        jdbc.sql(change).param(story.id()).update();
        jdbc.sql("alter table cases.entry enable trigger user").update();
    }
}
