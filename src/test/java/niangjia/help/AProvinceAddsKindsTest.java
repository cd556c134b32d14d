package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kinds of federation are dated data: a province has its own beside those of the country. */
@OnTheRealNet
class AProvinceAddsKindsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void itsOwnKindIsFoundedFromItsFirstDayToItsLastAndNowhereElse() {
        Place province = seats.place("64");
        Place county = seats.place("640104");
        Phone chair = Phone.of(port, seats, seats.sits(province, "宁夏的主席", "CHAIR", "FULL_TIME"));
        LocalDate today = today();
        assertThat(
                        send(
                                        chair,
                                        kinds(province),
                                        Map.of(
                                                "act", "add",
                                                "zh", "枸杞合作联盟",
                                                "en", "Wolfberry alliance",
                                                "day", today.minusDays(10).toString()))
                                .statusCode())
                .isEqualTo(303);
        assertThat(chair.get(kinds(province)).body()).contains("枸杞合作联盟", "Wolfberry alliance");
        assertThat(new Phone(port).get("/network/" + county.id() + "/apply").body())
                .contains("枸杞合作联盟");
        assertThat(new Phone(port).get("/network/" + seats.place("650102").id() + "/apply").body())
                .doesNotContain("枸杞合作联盟");
        String code = code(chair.get("/network/" + county.id() + "/change").body());

        assertThat(found(chair, county, code, "太早的联盟", today.minusDays(11)).body())
                .contains("这个种类从", "太早的联盟");
        HttpResponse<String> founded = found(chair, county, code, "兴庆枸杞联盟", today.minusDays(4));
        assertThat(founded.statusCode()).isEqualTo(303);
        String unit = founded.headers().firstValue("Location").orElseThrow();
        assertThat(new Phone(port).get(unit).body()).contains("枸杞合作联盟");
        Phone elsewhere = Phone.of(port, seats, seats.fill(seats.place("650102"), "新疆的人", true));
        assertThat(found(elsewhere, seats.place("650102"), code, "别省的联盟", today).statusCode())
                .isEqualTo(422);

        assertThat(
                        send(
                                        chair,
                                        kinds(province),
                                        Map.of(
                                                "act",
                                                "end",
                                                "kind",
                                                code,
                                                "day",
                                                today.minusDays(2).toString()))
                                .statusCode())
                .isEqualTo(303);
        assertThat(chair.get("/network/" + county.id() + "/change").body()).doesNotContain(code);
        assertThat(found(chair, county, code, "太晚的联盟", today).body()).contains("停用", "太晚的联盟");
        assertThat(new Phone(port).get(unit).body()).contains("枸杞合作联盟");
        assertThat(
                        jdbc.sql("select act from records.entry where unit = ? order by id")
                                .param(province.id().value())
                                .query(String.class)
                                .list())
                .contains("network.act.kind-added", "network.act.kind-ended");
    }

    @Test
    void aNameThatIsThereAlreadyIsRefusedAndKept() {
        Place province = seats.place("46");
        Phone chair = Phone.of(port, seats, seats.sits(province, "海南的主席", "CHAIR", "FULL_TIME"));
        HttpResponse<String> twice =
                send(
                        chair,
                        kinds(province),
                        Map.of(
                                "act",
                                "add",
                                "zh",
                                "市场",
                                "en",
                                "Bazaar",
                                "day",
                                today().toString()));
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("已经有这个名称", "value=\"市场\"", "value=\"Bazaar\"");
    }

    @Test
    void otherSeatsAddNoKinds() {
        Place province = seats.place("65");
        Map<String, String> add =
                Map.of("act", "add", "zh", "棉田联盟", "en", "Cotton", "day", today().toString());
        Phone county = Phone.of(port, seats, seats.fill(seats.place("650103"), "县里的人", true));
        assertThat(county.get(kinds(province)).statusCode()).isEqualTo(404);
        assertThat(send(county, kinds(province), add).statusCode()).isEqualTo(404);
        assertThat(send(county, kinds(seats.place("650103")), add).statusCode()).isEqualTo(404);
        Phone next = Phone.of(port, seats, seats.fill(seats.place("62"), "别省的人", true));
        assertThat(send(next, kinds(province), add).statusCode()).isEqualTo(404);
        Phone member =
                Phone.of(
                        port,
                        seats,
                        seats.sits(province, "省里的执委", "EXECUTIVE_MEMBER", "PART_TIME"));
        assertThat(send(member, kinds(province), add).statusCode()).isEqualTo(422);
        assertThat(new Phone(port).get(kinds(province)).statusCode()).isEqualTo(303);
        assertThat(
                        jdbc.sql("select count(*) from network.kind where name_zh = '棉田联盟'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private HttpResponse<String> found(
            Phone phone, Place below, String kind, String name, LocalDate day) {
        return send(
                phone,
                "/network/" + below.id() + "/change",
                Map.of(
                        "act",
                        "found",
                        "step",
                        "do",
                        "kind",
                        kind,
                        "name",
                        name,
                        "day",
                        day.toString()));
    }

    private static HttpResponse<String> send(
            Phone phone, String address, Map<String, String> typed) {
        Map<String, String> form = new HashMap<>(typed);
        form.put("once", phone.token("/my-seat"));
        return phone.post(address, form);
    }

    private static String code(String page) {
        Matcher option = Pattern.compile("value=\"(own-64-\\d+)\"").matcher(page);
        assertThat(option.find()).isTrue();
        return option.group(1);
    }

    private static String kinds(Place province) {
        return "/network/" + province.id() + "/kinds";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
