package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import niangjia.cases.model.HalfYear;
import niangjia.cases.tasks.CountHalfYears;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.records.tasks.Seal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who audits a branch sees who did and who read, and of sealed matters not which. */
@OnTheRealNet
class AuditorsReadWhatWasDoneTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired CountHalfYears counts;
    @Autowired Seal seal;

    @Test
    void withoutContentAndOfSealedMattersNotWhich() {
        SeatHeld city = seats.onDuty("5101", "成都的她");
        SeatHeld county = seats.onDuty("510104", "锦江的她");
        SeatHeld auditor = seats.fill(seats.place("510104"), "锦江的审计", false);
        Phone hers = Phone.of(port, seats, auditor);
        assertThat(hers.get("/audit").statusCode()).as("without the duty").isEqualTo(404);
        Phone above = Phone.of(port, seats, city);
        assertThat(duty(above, "give", auditor).statusCode()).isEqualTo(303);

        Story open = Story.asked(port, jdbc, "510104", "想找活干九一零一");
        Story story = Story.asked(port, jdbc, "510104", "他打我九一零一", ",\"kind\":\"violence\"");
        Phone desk = Phone.of(port, seats, county);
        desk.get(open.address());
        desk.get("/cases/" + story.id());
        desk.post(
                "/cases/" + story.id(),
                Map.of("once", desk.token("/"), "act", "note", "words", "去过她家九一零一"));

        String page = hers.get("/audit").body();
        assertThat(page)
                .contains("锦江的她", "看了一件求助", "看了一件密件", "办了一件密件", "网页")
                .doesNotContain(
                        "九一零一", story.id().toString(), open.id().toString(), "打开了一件事", "办了一件事");
        assertThat(hers.get("/workbench").body()).contains("\"/audit\"");
        assertThat(hers.get("/audit?only=openings").body())
                .contains("看了一件密件")
                .doesNotContain("办了一件密件");
        assertThat(hers.get("/audit?seat=" + city.seat()).body())
                .contains("请人审计")
                .doesNotContain("看了一件密件");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(hers.get("/audit?day=" + today.minusDays(1)).body()).doesNotContain("看了一件密件");
        assertThat(hers.get("/audit?day=nonsense&seat=x&after=y").statusCode()).isEqualTo(200);
        assertThat(hers.get("/cases/" + story.id()).statusCode()).isEqualTo(404);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where act = 'records.audited' and seat = ?")
                                .param(auditor.seat().value())
                                .query(Integer.class)
                                .single())
                .as("reading is recorded")
                .isGreaterThan(3);
        assertThat(desk.get("/records?only=openings").body())
                .contains("看了一件求助")
                .doesNotContain("接下一件事", "密件：");

        SeatHeld far = seats.onDuty("510302", "自流井的她");
        Phone.of(port, seats, far).get("/workbench");
        assertThat(hers.get("/audit").body()).doesNotContain("自流井的她");
        duty(above, "end", auditor);
        assertThat(hers.get("/audit").statusCode()).isEqualTo(404);
    }

    @Test
    void theDutyIsGivenFromAboveAndNeverToOneself() {
        SeatHeld city = seats.onDuty("5103", "自贡的她");
        SeatHeld county = seats.onDuty("510303", "贡井的她");
        SeatHeld township = seats.onDuty("510303001", "镇上的她");
        SeatHeld elsewhere = seats.onDuty("510502", "江阳的她");
        Phone above = Phone.of(port, seats, city);
        assertThat(duty(above, "give", city).statusCode()).as("oneself").isEqualTo(422);
        assertThat(duty(above, "give", elsewhere).statusCode()).as("elsewhere").isEqualTo(422);
        assertThat(duty(above, "give", township).statusCode())
                .as("below a county times would tell whose it was")
                .isEqualTo(422);
        assertThat(Phone.of(port, seats, county).get("/audit/duty").statusCode())
                .as("a county gives none")
                .isEqualTo(404);
        SeatHeld member = seats.sits(seats.place("5103"), "自贡的执委", "EXECUTIVE_MEMBER", "PART_TIME");
        assertThat(Phone.of(port, seats, member).get("/audit/duty").statusCode()).isEqualTo(404);

        SeatHeld other = seats.onDuty("510303", "贡井的另一位");
        assertThat(duty(above, "give", other).statusCode()).isEqualTo(303);
        assertThat(above.get("/audit/duty").body()).contains("贡井的另一位");
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(UUID.randomUUID(), other.seat().value())
                .update();
        assertThat(Phone.of(port, seats, seats.held(other.seat())).get("/audit").statusCode())
                .as("whoever takes the seat does not inherit it")
                .isEqualTo(404);
    }

    @Test
    void aDayIsComparedWithTheWitnessInPlainWords() {
        SeatHeld city = seats.onDuty("5104", "攀枝花的她");
        SeatHeld auditor = seats.onDuty("510402", "东区的审计");
        Phone hers = Phone.of(port, seats, auditor);
        assertThat(hers.get("/audit/proof").statusCode()).isEqualTo(404);
        duty(Phone.of(port, seats, city), "give", auditor);
        String page = hers.get("/audit/proof").body();
        assertThat(page).containsAnyOf("和见证一字不差", "第一条不对的记录").contains("尚未见证");
    }

    /** Whoever administers the database changes an entry that is sealed, triggers and all. */
    @Test
    void aDayOnWhichOneEntryWasChangedIsToldWithThatEntry() {
        SeatHeld city = seats.onDuty("5105", "泸州的她");
        SeatHeld auditor = seats.onDuty("510502", "江阳的审计");
        seal.turn();
        // A day of its own, so that what other stories left in the log is not in it.
        clock.turnTo(clock.instant().plus(Duration.ofDays(1)));
        Story story = Story.asked(port, jdbc, "510502", "江阳的事");
        Phone above = Phone.of(port, seats, city);
        duty(above, "give", auditor);
        above.get(story.address());
        seal.turn();
        Phone hers = Phone.of(port, seats, auditor);
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        String page = "/audit/proof?day=" + today;
        assertThat(hers.get(page).body()).contains("和见证一字不差").doesNotContain("第一条不对的记录");
        UUID opened =
                jdbc.sql("select id from records.entry where matter = ? and act = 'help.opened'")
                        .param(story.id())
                        .query(UUID.class)
                        .single();
        String who = "update records.entry set seat = '%s' where id = '" + opened + "'";
        asAdministrator(who.formatted(auditor.seat()));
        HttpResponse<String> told = hers.get(page);
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body())
                .contains("第一条不对的记录", opened.toString(), "内容被改过")
                .doesNotContain("江阳的事");
        asAdministrator(who.formatted(city.seat()));
        assertThat(hers.get(page).body()).as("as it was").doesNotContain("第一条不对的记录");
    }

    private void asAdministrator(String change) {
        jdbc.sql("alter table records.entry disable trigger user").update();
        try {
            jdbc.sql(change).update();
        } finally {
            jdbc.sql("alter table records.entry enable trigger user").update();
        }
    }

    @Test
    void countsAreForTheLeadershipAndTellNothingUnderFive() {
        SeatHeld province = seats.onDuty("50", "重庆的她");
        SeatHeld county = seats.onDuty("500103", "渝中的她");
        assertThat(Phone.of(port, seats, county).get("/sealed-numbers").statusCode())
                .isEqualTo(404);
        HalfYear half = HalfYear.of(LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE));
        for (int n = 0; n < 11; n++) {
            Story story = Story.asked(port, jdbc, "500103", "他打我", ",\"kind\":\"violence\"");
            if (n < 6) {
                assertThat(story.says("done", "").statusCode()).isEqualTo(303);
            } else if (n == 6) {
                jdbc.sql("update help.request set rested_at = asked_at where id = ?")
                        .param(story.id())
                        .update();
            } else if (n == 10) {
                jdbc.sql("update help.request set asked_at = ? where id = ?")
                        .params(
                                java.sql.Timestamp.from(
                                        half.begins()
                                                .minusDays(3)
                                                .atStartOfDay(WorkingTime.ZONE)
                                                .toInstant()),
                                story.id())
                        .update();
            }
        }
        counts.runDue();
        Phone leads = Phone.of(port, seats, province);
        assertThat(leads.get("/sealed-numbers").body()).doesNotContain("half=" + half.begins());

        clock.turnTo(
                half.ends().atStartOfDay(WorkingTime.ZONE).toInstant().plus(Duration.ofDays(1)));
        counts.runDue();
        leads = Phone.of(port, seats, province);
        String page = leads.get("/sealed-numbers?half=" + half.begins()).body();
        String row = page.substring(page.indexOf("row\">重庆"));
        row = row.substring(0, row.indexOf("</tr>"));
        assertThat(row.replaceAll("<[^>]+>", "|"))
                .as(
                        "one rests and is not told, eleven were sealed, one of them asked before, six are done")
                .contains("11", "6", "不显示");
        assertThat(row).doesNotContain(">1<", ">4<", ">5<");
        assertThat(page).doesNotContain("渝中", "锦江");

        Story late = Story.asked(port, jdbc, "500103", "他打我", ",\"kind\":\"violence\"");
        jdbc.sql("update help.request set asked_at = ? where id = ?")
                .params(
                        java.sql.Timestamp.from(
                                half.begins().atStartOfDay(WorkingTime.ZONE).toInstant()),
                        late.id())
                .update();
        counts.runDue();
        assertThat(leads.get("/sealed-numbers?half=" + half.begins()).body())
                .as("counted once: two looks are never taken from each other")
                .contains(row);
    }

    private HttpResponse<String> duty(Phone phone, String act, SeatHeld seat) {
        return phone.post(
                "/audit/duty",
                Map.of("once", phone.token("/"), "act", act, "seat", seat.seat().toString()));
    }
}
