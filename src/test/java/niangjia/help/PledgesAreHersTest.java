package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.tasks.CloseUnit;
import niangjia.relief.CampaignId;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.OpenRelief;
import niangjia.relief.tasks.RunReliefClocks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A pledge without an account: by a private link it is changed, withdrawn and fetched, and nobody
 * else learns of it; what stands of the seller is told only to who has a share.
 */
@OnTheRealNet
class PledgesAreHersTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired DraftRelief draft;
    @Autowired OpenRelief open;
    @Autowired RunReliefClocks clocks;
    @Autowired CloseUnit closeUnit;

    private record Setting(SeatHeld member, Phone desk, Story story, CampaignId campaign) {
        String page() {
            return "/relief/" + campaign.value();
        }
    }

    private Setting setting(String county) {
        SeatHeld member = seats.onDuty(county, "手上的她");
        SeatHeld leader = seats.fill(seats.place(county), "看地的干部", false);
        Phone desk = Phone.of(port, seats, member);
        Story story = Story.asked(port, jdbc, county, "包菜卖不出去", "");
        story.act(desk, "claim", "下午到地头");
        return new Setting(
                member,
                desk,
                story,
                Campaigning.open(draft, open, clock, member, leader, story.id()));
    }

    private Map<String, String> form(Phone phone, Setting there, String amount, String contact) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token(there.page() + "/pledge"));
        form.put("buyer", "PERSON");
        form.put("name", "赵大姐");
        form.put("contact", contact);
        form.put("amount", amount);
        form.put(
                "window",
                jdbc.sql("select id::text from relief.pick_up where campaign = ? limit 1")
                        .param(there.campaign().value())
                        .query(String.class)
                        .single());
        return form;
    }

    private HttpResponse<String> pledges(Phone phone, Setting there, String amount, String who) {
        return phone.post(there.page() + "/pledge", form(phone, there, amount, who));
    }

    private HttpResponse<String> does(Phone phone, String act, String... more) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/my-pledges"));
        form.put("act", act);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return phone.post("/my-pledges", form);
    }

    private String read(Setting there, String column) {
        return jdbc.sql("select " + column + "::text from relief.campaign where id = ?")
                .param(there.campaign().value())
                .query(String.class)
                .single();
    }

    @Test
    void withoutAnAccountInOneFormAndTwiceTappedItIsOnePledge() {
        Setting there = setting("371321");
        Phone buyer = new Phone(port);
        Map<String, String> form = form(buyer, there, "50", "13900000001");
        assertThat(buyer.post(there.page() + "/pledge", form).statusCode()).isEqualTo(303);
        assertThat(buyer.post(there.page() + "/pledge", form).statusCode()).isEqualTo(303);
        assertThat(read(there, "taken")).isEqualTo("50.000");
        assertThat(read(there, "buyers")).isEqualTo("1");
        assertThat(buyer.get("/my-pledges").body()).contains("50 公斤", "60 元", "坡地");
        assertThat(new Phone(port).get(there.page()).body())
                .contains("已认", "赵**")
                .doesNotContain("赵大姐", "13900000001", "坡地", "找她表妹", "王秀兰");
    }

    @Test
    void oddAmountsAreRefusedByNameAndWhatWasTypedStays() {
        Setting there = setting("371322");
        for (String odd : new String[] {"0", "-5", "1e9", "五十", "", "999999999", "10.3", "NaN"}) {
            Phone buyer = new Phone(port);
            var answer = pledges(buyer, there, odd, "13900000002");
            assertThat(answer.statusCode()).as(odd).isEqualTo(422);
            assertThat(answer.body())
                    .as(odd)
                    .contains("href=\"#amount\"", "赵大姐", "13900000002")
                    .contains("name=\"amount\"");
        }
        assertThat(read(there, "taken")).isEqualTo("0.000");
    }

    @Test
    void whatIsBeyondTheCapWaitsAndMovesUpByItself() {
        Setting there = setting("371323");
        Phone first = new Phone(port);
        Phone second = new Phone(port);
        Phone third = new Phone(port);
        Phone fourth = new Phone(port);
        pledges(first, there, "400", "13900000011");
        pledges(second, there, "400", "13900000012");
        pledges(third, there, "400", "13900000013");
        pledges(fourth, there, "150", "13900000014");
        assertThat(third.get("/my-pledges").body()).contains("在排队", "前面还有 0 户");
        assertThat(fourth.get("/my-pledges").body()).contains("认下了");
        assertThat(read(there, "taken")).isEqualTo("950.000");
        assertThat(does(first, "withdraw").statusCode()).isEqualTo(303);
        assertThat(third.get("/my-pledges").body()).contains("排到您了", "认下了");
        assertThat(read(there, "taken")).isEqualTo("950.000");
        assertThat(read(there, "waiting")).isEqualTo("0");
    }

    @Test
    void oneWhoTakesTwiceTakesNoMoreThanThereIsForOne() {
        Setting there = setting("371324");
        assertThat(pledges(new Phone(port), there, "300", "139 0000 0021").statusCode())
                .isEqualTo(303);
        var again = pledges(new Phone(port), there, "200", "13900000021");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("一个人一共最多认 400");
        Phone other = new Phone(port);
        pledges(other, there, "200", "13900000022");
        var corrected = does(other, "correct", "name", "赵大姐", "contact", "139-0000-0021");
        assertThat(corrected.statusCode()).isEqualTo(422);
        assertThat(corrected.body()).contains("href=\"#contact\"");
    }

    @Test
    void aForgedLinkOpensNothing() {
        Setting there = setting("371325");
        Phone buyer = new Phone(port);
        pledges(buyer, there, "20", "13900000031");
        String token = buyer.cookies().replaceFirst("(?s).*pledges=([A-Za-z0-9_-]+).*", "$1");
        Phone thief = new Phone(port);
        thief.get("/g/" + token.substring(0, 43) + (token.endsWith("A") ? "B" : "A"));
        assertThat(thief.get("/my-pledges").body()).contains("这台手机上没有认下的");
        // The link by which neighbours join opens nothing either.
        thief.get("/g/" + "A".repeat(44));
        assertThat(thief.get("/my-pledges").body()).contains("这台手机上没有认下的");
        Phone other = new Phone(port);
        other.get("/g/" + token);
        assertThat(other.get("/my-pledges").body()).contains("20 公斤");
    }

    @Test
    void neighboursPoolOneAndAPoolThatStaysSmallFallsApart() {
        Setting there = setting("371326");
        Phone opener = new Phone(port);
        Map<String, String> form = form(opener, there, "4", "13900000041");
        form.put("pools", "yes");
        assertThat(opener.post(there.page() + "/pledge", form).statusCode()).isEqualTo(303);
        String page = opener.get("/my-pledges").body();
        String pool = page.replaceFirst("(?s).*pledge\\?pool=([A-Za-z0-9_-]+).*", "$1");
        Phone neighbour = new Phone(port);
        Map<String, String> joins = form(neighbour, there, "3", "13900000042");
        joins.put("pool", pool);
        assertThat(neighbour.post(there.page() + "/pledge", joins).statusCode()).isEqualTo(303);
        assertThat(opener.get("/my-pledges").body()).contains("现在一共 7 公斤");
        clock.turn(Duration.ofDays(8));
        clocks.runDue();
        assertThat(neighbour.get("/my-pledges").body()).contains("拼单没有凑够");
        assertThat(read(there, "taken")).isEqualTo("0.000");
    }

    @Test
    void sheTakesHerNameOutAndTheLineStaysANumber() {
        Setting there = setting("371327");
        Phone buyer = new Phone(port);
        pledges(buyer, there, "20", "13900000051");
        assertThat(buyer.get("/my-pledges/data.json").body()).contains("赵大姐", "13900000051");
        assertThat(does(buyer, "correct", "name", "赵二姐", "contact", "13900000052").statusCode())
                .isEqualTo(303);
        assertThat(buyer.get("/my-pledges").body()).contains("赵二姐", "13900000052");
        assertThat(does(buyer, "erase").statusCode()).isEqualTo(303);
        assertThat(buyer.get("/my-pledges").body()).doesNotContain("赵二姐", "13900000052");
        assertThat(read(there, "taken")).isEqualTo("0.000");
        assertThat(
                        jdbc.sql(
                                        "select num_nonnulls(known_as, contact, contact_hash, organisation) from relief.pledge where campaign = ?")
                                .param(there.campaign().value())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void whoTakesHerConsentBackIsNotShownByName() {
        Setting there = setting("371328");
        assertThat(new Phone(port).get(there.page()).body()).contains("王女士");
        UUID consent =
                jdbc.sql(
                                "select id from people.consent where matter = ? and purpose = 'shown-in-relief'")
                        .param(there.story().id())
                        .query(UUID.class)
                        .single();
        jdbc.sql("update people.consent set withdrawn_at = now() where id = ?")
                .param(consent)
                .update();
        assertThat(new Phone(port).get(there.page()).body())
                .contains("不公布姓名")
                .doesNotContain("王女士");
    }

    @Test
    void whoSawAnotherPriceOrMeasureIsAskedToLookAgain() {
        Setting there = setting("371402");
        Phone buyer = new Phone(port);
        Map<String, String> form = form(buyer, there, "50", "13900000061");
        form.put("of", "TONNE/120");
        var answer = buyer.post(there.page() + "/pledge", form);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("刚才的单位或价格不一样了", "13900000061");
        assertThat(read(there, "taken")).isEqualTo("0.000");
    }

    @Test
    void twoTabsChangeOnePledgeOneAfterTheOther() {
        Setting there = setting("371403");
        Phone buyer = new Phone(port);
        pledges(buyer, there, "50", "13900000071");
        String first = buyer.token("/my-pledges");
        String second = buyer.token("/my-pledges");
        for (String tab : new String[] {first, second, second}) {
            buyer.post(
                    "/my-pledges",
                    Map.of(
                            "once",
                            tab,
                            "act",
                            "change",
                            "amount",
                            tab.equals(first) ? "80" : "60"));
        }
        assertThat(read(there, "taken")).isEqualTo("60.000");
        assertThat(read(there, "allotted")).isEqualTo("60.000");
    }

    @Test
    void aCanteenGetsAPaperEverybodyACalendarAndTheDeskAWorkbook() {
        Setting there = setting("371422");
        Phone buyer = new Phone(port);
        Map<String, String> form = form(buyer, there, "100", "13900000081");
        form.put("buyer", "CANTEEN");
        form.put("organisation", "宁津一中食堂");
        buyer.post(there.page() + "/pledge", form);
        assertThat(buyer.get("/my-pledges/paper").body()).contains("宁津一中食堂", "120 元", "不是合同");
        assertThat(buyer.get("/my-pledges/window.ics").body())
                .contains("BEGIN:VEVENT", "LOCATION:文化站门口", "TRIGGER:-PT1H");
        byte[] book = there.desk().file(there.page() + "/lines.xlsx").body();
        assertThat(rows(book)).contains("宁津一中食堂").contains("13900000081");
        assertThat(new Phone(port).get(there.page() + "/lines.xlsx").statusCode()).isEqualTo(303);
        assertThat(new Phone(port).get(there.page() + "/ledger").body())
                .contains("宁津…食堂")
                .doesNotContain("宁津一中食堂");
    }

    private static String rows(byte[] book) {
        try (var workbook =
                        new org.dhatim.fastexcel.reader.ReadableWorkbook(
                                new java.io.ByteArrayInputStream(book));
                var rows = workbook.getFirstSheet().openStream()) {
            return rows.map(row ->
                            row.stream()
                                    .map(cell -> String.valueOf(cell.getRawValue()))
                                    .toList()
                                    .toString())
                    .collect(java.util.stream.Collectors.joining("\n"));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void aVillageThatClosesKeepsItsCampaignInItsSuccessor() {
        var closed = seats.village("371423001", 201, "要并的村");
        var into = seats.village("371423001", 202, "并到的村");
        SeatHeld member = seats.sits(closed, "村里的她", "CHAIR", "PART_TIME");
        Phone desk = Phone.of(port, seats, member);
        Story story = Story.asked(port, jdbc, closed.divisionCode().orElseThrow(), "枣卖不出去", "");
        story.act(desk, "claim", "就来");
        CampaignId id = Campaigning.open(draft, open, clock, member, member, story.id());
        SeatHeld above = seats.sits(seats.place("371423001"), "乡里的主席", "CHAIR", "FULL_TIME");
        closeUnit.with(
                above.branch(),
                closed.id(),
                into.id(),
                java.time.LocalDate.ofInstant(clock.instant(), niangjia.network.WorkingTime.ZONE));
        assertThat(
                        jdbc.sql("select place from relief.campaign where id = ?")
                                .param(id.value())
                                .query(UUID.class)
                                .single())
                .isEqualTo(into.id().value());
        assertThat(Phone.of(port, seats, above).get("/relief/" + id.value() + "/work").statusCode())
                .isEqualTo(200);
        Setting there = new Setting(member, desk, story, id);
        assertThat(pledges(new Phone(port), there, "30", "13900000091").statusCode())
                .isEqualTo(303);
    }
}
