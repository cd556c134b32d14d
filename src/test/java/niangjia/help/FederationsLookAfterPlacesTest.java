package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A federation beside the territory looks after none, one or several places, by day. */
@OnTheRealNet
class FederationsLookAfterPlacesTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void onePlaceThenTwoThenOneAgainAsBothPagesTell() {
        Place county = seats.place("630102");
        Place migrants = seats.beside(county, "湟水外来姐妹之家", "migrants");
        Place first = seats.place("630102001");
        Place second = seats.place("630102002");
        Phone chair = Phone.of(port, seats, seats.sits(migrants, "之家主席", "CHAIR", "PART_TIME"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(page(migrants, "")).doesNotContain("联系的地方：");

        assertThat(begin(chair, migrants, first.name(), today.minusDays(20)).statusCode())
                .isEqualTo(303);
        assertThat(begin(chair, migrants, "630102002", today.minusDays(5)).statusCode())
                .isEqualTo(303);
        assertThat(page(migrants, "")).contains("联系的地方：", first.name(), second.name());
        assertThat(page(second, "")).contains("也在这里联系姐妹的：", "湟水外来姐妹之家");
        assertThat(page(migrants, "?on=" + today.minusDays(10)))
                .contains("/network/" + first.id())
                .doesNotContain("/network/" + second.id());
        assertThat(page(second, "?on=" + today.minusDays(10))).doesNotContain("湟水外来姐妹之家");

        HttpResponse<String> twice = begin(chair, migrants, "630102002", today.minusDays(2));
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("已经在联系", "value=\"630102002\"");

        assertThat(end(chair, migrants, first, today.minusDays(1)).statusCode()).isEqualTo(303);
        assertThat(page(migrants, "")).doesNotContain("/network/" + first.id());
        assertThat(page(first, "")).doesNotContain("湟水外来姐妹之家");
        assertThat(page(first, "?on=" + today.minusDays(3))).contains("湟水外来姐妹之家");
        assertThat(
                        jdbc.sql("select act from records.entry where unit = ? order by id")
                                .param(migrants.id().value())
                                .query(String.class)
                                .list())
                .containsExactly(
                        "network.act.covers", "network.act.covers", "network.act.covers-no-more");
    }

    @Test
    void itsOwnSeatsNamePlacesOfTheFederationAboveAndNoOthers() {
        Place county = seats.place("630103");
        Place market = seats.beside(county, "城中市场妇联", "market");
        Phone chair = Phone.of(port, seats, seats.sits(market, "市场主席", "CHAIR", "PART_TIME"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        HttpResponse<String> elsewhere = begin(chair, market, "630104", today);
        assertThat(elsewhere.statusCode()).isEqualTo(422);
        assertThat(elsewhere.body()).contains("在您管的范围里没有找到", "value=\"630104\"");
        Phone city = Phone.of(port, seats, seats.fill(seats.place("6301"), "市里的干部", true));
        assertThat(begin(city, market, "630104", today).statusCode()).isEqualTo(303);
        assertThat(page(seats.place("630104"), "")).contains("城中市场妇联");
    }

    @Test
    void whoDoesNotAnswerForItChangesNothing() {
        Place county = seats.place("630105");
        Place online = seats.beside(county, "城北网上妇联", "online");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        Phone other = Phone.of(port, seats, seats.fill(seats.place("630121"), "别县的干部", true));
        assertThat(other.get(address(online)).statusCode()).isEqualTo(404);
        assertThat(begin(other, online, "630121", today).statusCode()).isEqualTo(404);
        Phone member =
                Phone.of(port, seats, seats.sits(online, "网上的执委", "EXECUTIVE_MEMBER", "PART_TIME"));
        assertThat(begin(member, online, "630105", today).statusCode()).isEqualTo(422);
        Phone own = Phone.of(port, seats, seats.fill(county, "县里的干部", true));
        assertThat(own.get(address(county)).statusCode()).isEqualTo(404);
        assertThat(begin(own, online, "630105", today.plusDays(1)).statusCode()).isEqualTo(422);
        assertThat(new Phone(port).get(address(online)).statusCode()).isEqualTo(303);
        assertThat(page(online, "")).doesNotContain("联系的地方：");
    }

    private HttpResponse<String> begin(Phone phone, Place unit, String place, LocalDate day) {
        return send(phone, unit, Map.of("act", "begin", "place", place, "day", day.toString()));
    }

    private HttpResponse<String> end(Phone phone, Place unit, Place covered, LocalDate day) {
        return send(
                phone,
                unit,
                Map.of("act", "end", "covered", covered.id().toString(), "day", day.toString()));
    }

    private static HttpResponse<String> send(Phone phone, Place unit, Map<String, String> typed) {
        Map<String, String> form = new HashMap<>(typed);
        form.put("once", phone.token("/my-seat"));
        return phone.post(address(unit), form);
    }

    private static String address(Place unit) {
        return "/network/" + unit.id() + "/coverage";
    }

    private String page(Place unit, String query) {
        return new Phone(port).get("/network/" + unit.id() + query).body();
    }
}
