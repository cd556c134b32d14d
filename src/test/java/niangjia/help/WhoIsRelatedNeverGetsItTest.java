package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody in office is related: she says so beforehand or in one tap, and nobody else learns it.
 */
@OnTheRealNet
class WhoIsRelatedNeverGetsItTest {

    private static final String PAGE = "/my-seat/related";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void whatComesFromWhereSheHasRelativesPassesHerByUntilSheTakesItBack() {
        SeatHeld county = seats.onDuty("230502", "尖山的她");
        SeatHeld city = seats.onDuty("2305", "双鸭山的她");
        Phone hers = Phone.of(port, seats, county);
        assertThat(hers.get("/my-seat").body()).contains(PAGE);
        assertThat(says(hers, "230502", "").statusCode())
                .as("a whole county is too much")
                .isEqualTo(422);
        assertThat(says(hers, "230502001", "").statusCode()).isEqualTo(303);
        String there = seats.place("230502001").name();
        assertThat(hers.get(PAGE).body()).contains(there);
        assertThat(Phone.of(port, seats, city).get(PAGE).body()).doesNotContain(there);

        Story near = sealed("230502001", "丈夫打我");
        assertThat(near.read("desk", UUID.class)).isEqualTo(city.seat().value());
        assertThat(hers.get(near.address()).statusCode()).isEqualTo(404);
        assertThat(hers.get("/cases/" + near.id()).statusCode()).isEqualTo(404);
        assertThat(sealed("230502002", "丈夫打我").read("desk", UUID.class))
                .isEqualTo(county.seat().value());

        String said =
                hers.get(PAGE).body().replaceAll("(?s).*name=\"said\" value=\"([^\"]+)\".*", "$1");
        post(Phone.of(port, seats, city), Map.of("act", "take-back", "said", said));
        assertThat(hers.get(PAGE).body()).as("only she does").contains(there);
        post(hers, Map.of("act", "take-back", "said", said));
        assertThat(hers.get(PAGE).body()).doesNotContain(there);
        assertThat(sealed("230502001", "丈夫打我").read("desk", UUID.class))
                .isEqualTo(county.seat().value());
        assertThat(near.read("desk", UUID.class)).isEqualTo(city.seat().value());
    }

    @Test
    void withASurnameOnlyWhatIsToldWithItAndWhatLiesOnHerDeskGoesOn() {
        SeatHeld county = seats.onDuty("230503", "岭东的她");
        SeatHeld city = seats.onDuty("2305", "双鸭山的另一位");
        Story before = sealed("230503001", "欧阳家的人打我");
        assertThat(before.read("desk", UUID.class)).isEqualTo(county.seat().value());
        Phone hers = Phone.of(port, seats, county);
        assertThat(says(hers, "230503001", "欧阳").statusCode()).isEqualTo(303);
        assertThat(before.read("desk", UUID.class)).isNotEqualTo(county.seat().value());
        assertThat(sealed("230503001", "丈夫打我").read("desk", UUID.class))
                .isEqualTo(county.seat().value());
        assertThat(sealed("230503001", "欧阳某打我").read("desk", UUID.class))
                .isNotEqualTo(county.seat().value());
        assertThat(
                        jdbc.sql(
                                        "select count(*) from help.related where person = ? and position(convert_to('欧阳', 'UTF8') in surname) > 0")
                                .param(county.holder().value())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(city.holder()).isNotEqualTo(county.holder());
    }

    @Test
    void inOneTapOnTheCardBeforeTheStoryIsOpened() {
        SeatHeld county = seats.onDuty("230602", "萨尔图的她");
        SeatHeld city = seats.onDuty("2306", "大庆的她");
        Story story = sealed("230602", "丈夫打我");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get("/workbench").body())
                .contains("action=\"" + story.address() + "\"", "value=\"related\"");
        assertThat(story.act(desk, "related", "").statusCode()).isEqualTo(303);
        assertThat(story.read("desk", UUID.class)).isEqualTo(city.seat().value());
        assertThat(desk.get(story.address()).statusCode()).isEqualTo(404);
        assertThat(
                        jdbc.sql("select count(*) from records.openings where matter = ?")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .as("nothing was opened")
                .isZero();
        Phone next = Phone.of(port, seats, city);
        assertThat(next.get("/cases/" + story.id()).body()).contains("换了人");
    }

    @Test
    void whomSheNamesToAMemberWhoAsksForHerDoesNotGetItAndHerSafeWayComesAlong() {
        seats.onDuty("230902", "新兴怕的人");
        SeatHeld city = seats.onDuty("2309", "七台河的她");
        SeatHeld member = seats.fill(seats.place("230902"), "新兴的执委", false);
        Phone phone = Phone.of(port, seats, member);
        HttpResponse<String> sent =
                phone.post(
                        "/requests/for-her",
                        Map.of(
                                "once", phone.token("/requests/for-her"),
                                "text", "丈夫打她九五零一",
                                "name", "赵姐",
                                "place", member.place().id().toString(),
                                "notBy", "新兴怕的人",
                                "safe", "只在周一九五零一",
                                "consent", "yes"));
        assertThat(sent.statusCode()).isEqualTo(200);
        UUID id = seats.asked("丈夫打她九五零一").getFirst();
        assertThat(
                        jdbc.sql("select desk from help.request where id = ?")
                                .param(id)
                                .query(UUID.class)
                                .single())
                .isEqualTo(city.seat().value());
        assertThat(Phone.of(port, seats, city).get("/requests/" + id).body()).contains("只在周一九五零一");
    }

    private Story sealed(String place, String words) {
        return Story.asked(port, jdbc, place, words, ",\"kind\":\"violence\"");
    }

    private HttpResponse<String> says(Phone phone, String place, String surname) {
        return post(
                phone,
                Map.of(
                        "act",
                        "say",
                        "place",
                        seats.place(place).id().toString(),
                        "surname",
                        surname));
    }

    private static HttpResponse<String> post(Phone phone, Map<String, String> form) {
        var all = new java.util.HashMap<>(form);
        all.put("once", phone.token(PAGE));
        return phone.post(PAGE, all);
    }
}
