package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import niangjia.network.Network;
import niangjia.network.Place;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * An operator hands in a file on a page, sees what it would change, and says yes; all without
 * script.
 */
@OnTheRealNet
class VillagesAreImportedOnAPageTest {

    private static final String ADDRESS = Upload.ADDRESS;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired Network network;

    @Test
    void aFileIsLookedAtAndThenLaidIn() {
        Phone operator = Phone.of(port, seats, seats.fill(seats.place("37"), "山东省操作员", false));
        HttpResponse<String> handed =
                upload(operator, ADDRESS, "代码,名称\n370102001701,石桥社区\n37,山东\n110101001701,别家的\n");
        assertThat(handed.statusCode()).isEqualTo(303);
        String page = handed.headers().firstValue("Location").orElseThrow();
        String looked = whenDone(operator, page);
        assertThat(looked).contains("有错的行", "这是上级区划的代码", "这个乡镇街道不归您所在的妇联管");
        assertThat(network.withCode("370102001701")).isEmpty();
        assertThat(operator.get(page + "/lines?bad=true").body()).contains("这是上级区划的代码");
        HttpResponse<String> all = operator.get(page + "/bad.csv");
        assertThat(all.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(all.body()).contains("3,37,山东,").contains("4,110101001701,别家的,");
        assertThat(operator.post(page + "/yes", Map.of("once", operator.token(page))).statusCode())
                .isEqualTo(422);
        assertThat(
                        operator.post(
                                        page + "/yes",
                                        Map.of(
                                                "once",
                                                Phone.tokenIn(looked),
                                                "without-bad",
                                                "true"))
                                .statusCode())
                .isEqualTo(303);
        new Upload(operator).when(page, "已铺入：新增 1 个");
        assertThat(network.withCode("370102001701"))
                .hasValueSatisfying(p -> assertThat(p.name()).isEqualTo("石桥社区"));
        assertThat(operator.get(ADDRESS).body()).contains(page, "村.csv");
        assertThat(operator.get("/records").body()).contains("导入村（社区）", "山东省操作员");
    }

    @Test
    void columnsAreNamedWhereTheyAreNotRecognised() {
        Phone operator = Phone.of(port, seats, seats.fill(seats.place("36"), "江西省操作员", false));
        String page =
                upload(operator, ADDRESS, "甲,乙\n360102002701,石桥社区\n")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        String asked = whenDone(operator, page);
        assertThat(asked).contains("没有认出代码和名称两列", "甲 | 乙");
        operator.post(
                page + "/columns", Map.of("once", Phone.tokenIn(asked), "code", "甲", "name", "2"));
        assertThat(new Upload(operator).when(page, "铺入以后")).contains("江西省");
    }

    @Test
    void whoAnswersForLessThanAProvinceOrForNothingIsTurnedAway() {
        Phone county = Phone.of(port, seats, seats.fill(seats.place("350102"), "县里的人", false));
        assertThat(county.get(ADDRESS).statusCode()).isEqualTo(403);
        assertThat(county.get("/workbench").body()).doesNotContain(ADDRESS);
        assertThat(new Phone(port).get(ADDRESS).statusCode()).isNotEqualTo(200);

        Phone operator = Phone.of(port, seats, seats.fill(seats.place("34"), "安徽省操作员", false));
        String page =
                upload(operator, ADDRESS, "code,name\n340102001701,石桥\n")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        whenDone(operator, page);
        Phone other = Phone.of(port, seats, seats.fill(seats.place("33"), "浙江省操作员", false));
        assertThat(other.get(page).statusCode()).isEqualTo(404);
        assertThat(other.get(page + "/bad.csv").statusCode()).isEqualTo(404);
        assertThat(other.get(ADDRESS).body()).doesNotContain(page);
    }

    @Test
    void whoSitsInAProvinceWithoutAnsweringForItsWorkIsTurnedAway() {
        Place province = seats.place("45");
        for (String engagement : new String[] {"PART_TIME", "SECONDED"}) {
            for (String post : new String[] {"EXECUTIVE_MEMBER", "CADRE"}) {
                Phone member =
                        Phone.of(port, seats, seats.sits(province, "广西的执委", post, engagement));
                assertThat(member.get(ADDRESS).statusCode()).as(post + engagement).isEqualTo(403);
                assertThat(upload(member, ADDRESS, "代码,名称\n450102001701,石桥\n").statusCode())
                        .as(post + engagement)
                        .isEqualTo(403);
                assertThat(member.get("/workbench").body()).doesNotContain(ADDRESS);
            }
        }
        Phone viceChair =
                Phone.of(port, seats, seats.sits(province, "广西的副主席", "VICE_CHAIR", "PART_TIME"));
        assertThat(viceChair.get(ADDRESS).statusCode()).isEqualTo(200);
        assertThat(viceChair.get("/workbench").body()).contains(ADDRESS);
    }

    @Test
    void aFederationBesideTheTerritoryIsNoProvince() {
        Place beside = seats.beside(seats.place(""), "全国的护工网上妇联", "online");
        Phone chair = Phone.of(port, seats, seats.sits(beside, "护工的主席", "CHAIR", "FULL_TIME"));
        assertThat(chair.get(ADDRESS).statusCode()).isEqualTo(403);
    }

    @Test
    void filesAreTakenAtNoOtherAddress() {
        assertThat(upload(new Phone(port), "/code", "x").statusCode()).isEqualTo(415);
    }

    @Test
    void placesAreFoundWhileTyping() {
        Phone phone = new Phone(port);
        assertThat(phone.get("/places/find?q=zhaoling").body())
                .contains("召陵区", "河南省 › 漯河市", "href=\"/network/");
        assertThat(phone.get("/places/find?q=luohe&field=place").body())
                .contains("<button", "name=\"place\"", "漯河市");
        assertThat(phone.get("/places/find?q=zzqqzz").body()).contains("没有找到");
        assertThat(phone.get("/api/v1/places?q=411104").body())
                .contains("\"召陵区\"", "\"Shaoling Qu\"", "[\"河南省\",\"漯河市\"]");
        assertThat(phone.get("/api/v1/places?limit=51").statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> upload(Phone phone, String address, String text) {
        return new Upload(phone).send(address, text, Map.of("once", phone.token("/code")));
    }

    private static String whenDone(Phone phone, String page) {
        return new Upload(phone).whenDone(page);
    }
}
