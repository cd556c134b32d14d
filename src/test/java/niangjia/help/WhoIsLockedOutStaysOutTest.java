package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.help.tasks.Work;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who must not have a sealed matter is met as another person in each unit that appoints her; she is
 * known again all the same.
 */
@OnTheRealNet
class WhoIsLockedOutStaysOutTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired Work work;

    private Phone province;

    @BeforeEach
    void somebodyAppoints() {
        province = Phone.of(port, seats, seats.fill(seats.place("61"), "管席位的干部", false));
    }

    @Test
    void whoSteppedAsideIsKnownAgainInAnotherSeat() {
        SeatHeld county = seats.onDuty("610802", "榆阳的她");
        SeatHeld related = seats.onDuty("6108", "白家表姐");
        Story story = sealed("610802", "");
        assertThat(story.read("overseer", UUID.class)).isEqualTo(related.seat().value());
        work.claim(county.branch(), story.id(), "我在");
        Phone above = Phone.of(port, seats, related);
        assertThat(
                        above.post(
                                        "/cases/" + story.id(),
                                        Map.of("once", above.token("/"), "act", "related"))
                                .statusCode())
                .isEqualTo(303);
        SeatHeld next = seats.onDuty("6108", "榆林的另一位");

        leaves(related);
        leaves(county);
        seesNothing(takes(county, "白家表姐"), story);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(story.read("desk", UUID.class))
                                .as("it goes on to who may have it")
                                .isEqualTo(next.seat().value()));
    }

    @Test
    void whoWasMeantByHerUnitIsKnownAgainInAnotherSeat() {
        SeatHeld township = seats.onDuty("610803001", "街道的叶大姐");
        SeatHeld county = seats.onDuty("610803", "横山的她");
        Story story = sealed("610803", ",\"notBy\":\"" + township.place().name() + "\"");
        work.claim(county.branch(), story.id(), "我在");

        leaves(township);
        leaves(county);
        seesNothing(takes(county, "街道的叶大姐"), story);
    }

    @Test
    void whoTakesTheSeatUnderARuledOutNameSeesNothingAndTheMatterGoesOn() {
        SeatHeld county = seats.onDuty("610722", "城固的她");
        SeatHeld city = seats.onDuty("6107", "汉中的她");
        Story story = sealed("610722", ",\"notBy\":\"马家二嫂\"");
        work.claim(county.branch(), story.id(), "我在");
        assertThat(story.read("overseer", UUID.class)).isEqualTo(city.seat().value());

        leaves(county);
        seesNothing(takes(county, "马家二嫂"), story);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(story.read("desk", UUID.class)).isEqualTo(city.seat().value()));
        assertThat(story.read("claimed_by", UUID.class)).isNull();
    }

    private Story sealed(String place, String more) {
        return Story.asked(port, jdbc, place, "丈夫打我，我很害怕", ",\"kind\":\"violence\"" + more);
    }

    private void seesNothing(Phone phone, Story story) {
        for (String page : List.of(story.address(), "/cases/" + story.id())) {
            assertThat(phone.get(page).statusCode()).as(page).isEqualTo(404);
        }
        for (String page : List.of("/workbench", "/workbench/now", "/cases")) {
            assertThat(phone.get(page).body()).as(page).doesNotContain(story.id().toString());
        }
    }

    private void leaves(SeatHeld seat) {
        committee(seat, Map.of("act", "leave", "day", "2026-05-20"));
    }

    /** Appointed on the page, as somebody whom the unit has not met before. */
    private Phone takes(SeatHeld seat, String name) {
        committee(
                seat,
                Map.of(
                        "act", "fill",
                        "name", name,
                        "by", "APPOINTED",
                        "day", "2026-05-21",
                        "duty", "yes"));
        return Phone.of(port, seats, seats.held(seat.seat()));
    }

    private void committee(SeatHeld seat, Map<String, String> more) {
        String page = "/network/" + seat.place().id() + "/committee";
        Map<String, String> form = new HashMap<>(more);
        form.put("once", province.token(page));
        form.put("seat", seat.seat().toString());
        assertThat(province.post(page, form).statusCode()).isEqualTo(303);
    }
}
