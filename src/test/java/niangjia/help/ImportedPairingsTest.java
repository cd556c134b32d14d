package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import niangjia.contact.queries.Households;
import niangjia.contact.tasks.ContactKept;
import niangjia.contact.tasks.Pair;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Page;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pairings from paper come in as proposals: shown first, agreed to by her, or gone by themselves.
 */
@OnTheRealNet
class ImportedPairingsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;
    @Autowired Households households;
    @Autowired ContactKept kept;

    @Test
    void aFileShowsWhatItWouldDoAndWhichLinesAreBad() {
        Place township = seats.place("430702001");
        Place village = seats.village("430702001", 201, "桃花村");
        SeatHeld chair = seats.sits(township, "交名单的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = seats.sits(village, "桃花村的她", "EXECUTIVE_MEMBER", "PART_TIME");
        Phone phone = Phone.of(port, seats, chair);
        String page =
                handsIn(
                        phone,
                        "名单.csv",
                        """
                        姓名,村,执委,收入,备注
                        张三婶,桃花村,桃花村的她,1000,身体不好
                        李四家,430702001201,,2000,
                        ,桃花村,桃花村的她,,
                        王五嫂,没有的村,桃花村的她,,
                        赵六嫂,桃花村,不认识的人,,
                        张三婶,桃花村,桃花村的她,,
                        """
                                .getBytes(StandardCharsets.UTF_8));
        String shown = phone.get(page).body();
        assertThat(shown).contains("没有这个地方：没有的村", "没有这位执委：不认识的人", "王五嫂");
        assertThat(proposed(member)).isEmpty();
        assertThat(phone.get(page + "/bad.csv").body()).contains("王五嫂", "表里有两行一样");

        Map<String, String> yes = Map.of("once", Phone.tokenIn(shown), "without-bad", "true");
        assertThat(phone.post(page, Map.of("once", phone.token(page))).statusCode()).isEqualTo(422);
        assertThat(phone.post(page, yes).statusCode()).isEqualTo(303);
        assertThat(proposed(member)).containsExactly("张三婶");
        assertThat(proposed(chair)).containsExactly("李四家");
        assertThat(households.mine(member.branch(), Page.first(10)))
                .as("proposed is not paired")
                .isEmpty();
        assertThat(
                        jdbc.sql(
                                        "select count(*) from contact.import_line where known_as is not null and seat = ?")
                                .param(member.seat().value())
                                .query(Long.class)
                                .single())
                .isZero();
        String again =
                handsIn(
                        phone,
                        "名单.csv",
                        "姓名,村,执委\n张三婶,桃花村,桃花村的她\n".getBytes(StandardCharsets.UTF_8));
        assertThat(phone.get(again).body()).contains("已经结对或提议过");
    }

    @Test
    void aWorkbookIsReadTooAndAPlainMemberImportsForHerselfOnly() throws IOException {
        SeatHeld member =
                seats.sits(seats.place("430702002"), "自己交名单的她", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld other = seats.fill(member.place(), "不归她管的她", true);
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet("1");
            List<List<String>> rows =
                    List.of(
                            List.of("姓名", "村", "执委"),
                            List.of("小山", member.place().name(), ""),
                            List.of("大山", member.place().name(), "不归她管的她"));
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < 3; column++) {
                    sheet.value(row, column, rows.get(row).get(column));
                }
            }
        }
        Phone phone = Phone.of(port, seats, member);
        String page = handsIn(phone, "名单.xlsx", bytes.toByteArray());
        assertThat(phone.get(page).body()).contains("没有这位执委：不归她管的她");
        phone.post(page, Map.of("once", phone.token(page), "without-bad", "true"));
        assertThat(proposed(member)).containsExactly("小山");
        assertThat(proposed(other)).isEmpty();
        assertThat(Phone.of(port, seats, other).get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void whatSheDoesNotAgreeToLapsesAndHerNameIsErased() {
        SeatHeld member = seats.fill(seats.place("430702003"), "等到期的她", true);
        var begun =
                pair.propose(
                        member.branch(), new Pair.Wanted("没有回话的青", false, member.place().id()));
        clock.turn(Duration.ofDays(59));
        kept.expire(clock.instant());
        assertThat(proposed(member)).containsExactly("没有回话的青");
        clock.turn(Duration.ofDays(2));
        kept.expire(clock.instant());
        assertThat(proposed(member)).isEmpty();
        assertThat(
                        jdbc.sql("select count(*) from contact.proposed where id = ?")
                                .param(begun.page().woman())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void whoExportsTakesHerOwnHouseholdsAndItStandsInTheLog() throws IOException {
        SeatHeld member = seats.fill(seats.place("430702004"), "导出的她", true);
        SeatHeld other = seats.fill(member.place(), "不被导出的她", true);
        pair.aloud(member.branch(), new Pair.Wanted("=我的一户", true, member.place().id()));
        pair.aloud(other.branch(), new Pair.Wanted("别人的一户", true, member.place().id()));
        Phone phone = Phone.of(port, seats, member);
        assertThat(phone.get("/contact/export.csv").body())
                .contains("'=我的一户", member.place().name())
                .doesNotContain("别人的一户");
        try (var book =
                new ReadableWorkbook(
                        new ByteArrayInputStream(phone.file("/contact/export.xlsx").body()))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(1).getCellText(0)).isEqualTo("=我的一户");
        }
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where act = 'contact.exported' and seat = ?")
                                .param(member.seat().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    private List<String> proposed(SeatHeld member) {
        return households.proposed(member.branch(), Page.first(50)).stream()
                .map(Households.Proposed::name)
                .toList();
    }

    private String handsIn(Phone phone, String name, byte[] bytes) {
        HttpResponse<String> answer =
                new Upload(phone)
                        .send(
                                "/contact/import",
                                name,
                                bytes,
                                Map.of("once", phone.token("/contact/import")));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
