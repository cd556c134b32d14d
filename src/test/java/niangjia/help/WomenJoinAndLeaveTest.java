package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A woman joins a federation that is not her place's, without an account, and leaves it as easily.
 */
@OnTheRealNet
class WomenJoinAndLeaveTest {

    private static final Pattern LINK = Pattern.compile("value=\"[^\"]*(/j/[^\"]+)\"");
    private static final Pattern WOMAN = Pattern.compile("name=\"woman\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void sheJoinsWithoutAnAccountAndLeavesByHerLinkOnAnyPhone() {
        Place online = seats.beside(seats.place("620102"), "陇上护工网上妇联", "online");
        Phone hers = new Phone(port);
        assertThat(hers.get("/network/" + online.id()).body()).contains(join(online), "加入她们");
        assertThat(joins(hers, online, "河边的刘姐", "晚上八点后打 139").headers().firstValue("Location"))
                .hasValue("/joined");
        String page = hers.get("/joined").body();
        assertThat(page).contains("陇上护工网上妇联", "河边的刘姐");
        assertThat(english(hers, "/joined"))
                .contains("Federations that I joined", "Your private link");
        assertThat(acts(online)).containsExactly("network.act.joined PAGE");

        String link = found(LINK, page);
        Phone another = new Phone(port);
        HttpResponse<String> opened = another.get(link);
        assertThat(opened.headers().firstValue("Location")).hasValue("/joined");
        String there = another.get("/joined").body();
        assertThat(there).contains("陇上护工网上妇联");
        assertThat(another.post("/joined", leaving(there, online)).statusCode()).isEqualTo(303);

        assertThat(another.get("/joined?left=true").body()).contains("都删掉了", "没有您加入的妇联");
        assertThat(hers.get("/joined").body()).doesNotContain("陇上护工网上妇联");
        assertThat(acts(online))
                .containsExactly("network.act.joined PAGE", "network.act.left PAGE");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from network.membership where unit = ? and (known_as is not null or contact is not null or upper_inf(during))")
                                .param(online.id().value())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void sheAgreesFirstAndWhatSheTypedIsKept() {
        Place migrants = seats.beside(seats.place("620103"), "外来姐妹之家", "migrants");
        Phone hers = new Phone(port);
        HttpResponse<String> wrong =
                hers.post(
                        join(migrants),
                        Map.of(
                                "once",
                                hers.token(join(migrants)),
                                "name",
                                "小<周>",
                                "contact",
                                "食堂窗口"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("小&lt;周", "食堂窗口", "请先勾选同意");
        assertThat(english(hers, join(migrants))).contains("erased when you leave");
        assertThat(members(migrants)).isZero();
    }

    @Test
    void aSecondTapJoinsOnce() {
        Place market = seats.beside(seats.place("620104"), "西固市场妇联", "market");
        Phone hers = new Phone(port);
        var form =
                Map.of(
                        "once",
                        hers.token(join(market)),
                        "name",
                        "摊主马姐",
                        "contact",
                        "",
                        "agreed",
                        "yes");
        assertThat(hers.post(join(market), form).statusCode()).isEqualTo(303);
        assertThat(hers.post(join(market), form).statusCode()).isEqualTo(303);
        joins(hers, market, "摊主马姐", "");
        assertThat(members(market)).isEqualTo(1);
    }

    @Test
    void nobodyJoinsAPlaceOrWhatHasClosed() {
        Phone hers = new Phone(port);
        Place county = seats.place("620105");
        assertThat(hers.get(join(county)).statusCode()).isEqualTo(404);
        assertThat(hers.get("/network/" + county.id()).body()).doesNotContain(join(county));
        assertThat(joins(hers, county, "路人", "").statusCode()).isEqualTo(404);
        Place closed = seats.beside(county, "关了门的合作社", "cooperative");
        jdbc.sql("update network.unit set closed_on = date '2026-01-01' where id = ?")
                .param(closed.id().value())
                .update();
        assertThat(hers.get(join(closed)).statusCode()).isEqualTo(404);
        assertThat(hers.get("/j/" + "A".repeat(67)).headers().firstValue("Location"))
                .hasValue("/joined");
        assertThat(hers.get("/joined").body()).contains("没有您加入的妇联");
    }

    @Test
    void onlyTheFederationsOwnSeatsSeeWhoJoinedAndLetHerLeave() {
        Place county = seats.place("620111");
        Place building = seats.beside(county, "红古楼宇妇联", "building");
        Place next = seats.beside(county, "红古市场妇联", "market");
        joins(new Phone(port), building, "写字楼的陈姐", "微信 chen");
        SeatHeld sits = seats.sits(building, "楼里的执委", "EXECUTIVE_MEMBER", "PART_TIME");
        Phone own = Phone.of(port, seats, sits);
        String page = own.get(list(building)).body();
        assertThat(page).contains("写字楼的陈姐", "微信 chen");
        assertThat(own.get("/workbench").body()).contains("href=\"/members\"");
        assertThat(english(own, list(building)))
                .contains("Seen only by the seats of this federation");
        assertThat(acts(building)).contains("network.act.members-opened PAGE");

        for (SeatHeld other :
                List.of(
                        seats.fill(county, "县里的干部", true),
                        seats.fill(next, "市场的干部", true),
                        seats.fill(seats.place("62"), "省里的干部", true))) {
            Phone elsewhere = Phone.of(port, seats, other);
            assertThat(elsewhere.get(list(building)).statusCode())
                    .as(other.knownAs())
                    .isEqualTo(404);
            assertThat(
                            elsewhere
                                    .post(
                                            list(building),
                                            Map.of(
                                                    "once",
                                                    elsewhere.token("/my-seat"),
                                                    "act",
                                                    "leave",
                                                    "woman",
                                                    found(WOMAN, page)))
                                    .statusCode())
                    .as(other.knownAs())
                    .isEqualTo(404);
        }
        assertThat(new Phone(port).get(list(building)).statusCode()).isEqualTo(303);
        assertThat(members(building)).isEqualTo(1);

        assertThat(
                        own.post(
                                        list(building),
                                        Map.of(
                                                "once",
                                                Phone.tokenIn(page),
                                                "act",
                                                "leave",
                                                "woman",
                                                found(WOMAN, page)))
                                .statusCode())
                .isEqualTo(303);
        assertThat(own.get(list(building)).body()).doesNotContain("写字楼的陈姐", "微信 chen");
        assertThat(members(building)).isZero();
    }

    @Test
    void aSeatWritesDownWhoAgreedAloud() {
        Place cooperative = seats.beside(seats.place("620121"), "永登合作社妇联", "cooperative");
        Phone own = Phone.of(port, seats, seats.fill(cooperative, "合作社的干部", true));
        Map<String, String> unheard =
                Map.of("once", own.token(list(cooperative)), "act", "join", "name", "种菜的王嫂");
        HttpResponse<String> wrong = own.post(list(cooperative), unheard);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("种菜的王嫂");
        own.post(
                list(cooperative),
                Map.of(
                        "once",
                        Phone.tokenIn(wrong.body()),
                        "act",
                        "join",
                        "name",
                        "种菜的王嫂",
                        "agreed",
                        "yes"));
        assertThat(own.get(list(cooperative)).body()).contains("种菜的王嫂");
        assertThat(
                        jdbc.sql("select agreed from network.membership where unit = ?")
                                .param(cooperative.id().value())
                                .query(String.class)
                                .single())
                .isEqualTo("HEARD");
    }

    private HttpResponse<String> joins(Phone phone, Place unit, String name, String contact) {
        return phone.post(
                join(unit),
                Map.of(
                        "once",
                        phone.token("/code"),
                        "name",
                        name,
                        "contact",
                        contact,
                        "agreed",
                        "yes"));
    }

    private static String english(Phone phone, String path) {
        phone.post("/language", Map.of("to", "en", "back", "/"));
        String page = phone.get(path).body();
        phone.post("/language", Map.of("to", "zh", "back", "/"));
        return page;
    }

    private static Map<String, String> leaving(String page, Place unit) {
        return Map.of("once", Phone.tokenIn(page), "unit", unit.id().toString());
    }

    private static String join(Place unit) {
        return "/network/" + unit.id() + "/join";
    }

    private static String list(Place unit) {
        return "/network/" + unit.id() + "/members";
    }

    private long members(Place unit) {
        return jdbc.sql(
                        "select count(*) from network.membership where unit = ? and upper_inf(during)")
                .param(unit.id().value())
                .query(Long.class)
                .single();
    }

    private List<String> acts(Place unit) {
        return jdbc.sql("select act || ' ' || door from records.entry where unit = ? order by id")
                .param(unit.id().value())
                .query(String.class)
                .list();
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
