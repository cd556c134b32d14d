package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.Place;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two change one unit at once: one wins, the other is told, and nothing that she typed is lost. */
@OnTheRealNet
class TwoChangeOneUnitTest {

    @LocalServerPort int port;
    @Autowired Seats seats;

    @Test
    void whoSavesAnOldPageIsToldAndKeepsWhatSheTyped() {
        Place county = seats.place("510106");
        Phone one = Phone.of(port, seats, seats.fill(seats.place("510106"), "区里的一位", true));
        Phone other = Phone.of(port, seats, seats.fill(seats.place("510106"), "区里的另一位", true));
        String seenByBoth = one.get(change(county)).body();
        String seenByOther = other.get(change(county)).body();
        assertThat(renames(one, county, seenByBoth, "do", "甲改的街道").statusCode()).isEqualTo(303);

        HttpResponse<String> late = renames(other, county, seenByOther, "do", "乙改的街道");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("刚才有人先改了", "value=\"乙改的街道\"", "甲改的街道");
        assertThat(seats.place("510106").name()).isEqualTo("甲改的街道");
        assertThat(renames(other, county, seenByOther, "look", "乙改的街道").statusCode())
                .isEqualTo(422);

        assertThat(renames(other, county, late.body(), "do", "乙改的街道").statusCode()).isEqualTo(303);
        assertThat(seats.place("510106").name()).isEqualTo("乙改的街道");
    }

    @Test
    void ofManyAtTheSameMomentExactlyOneWins() throws Exception {
        Place county = seats.place("510105");
        List<Callable<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Phone phone = Phone.of(port, seats, seats.fill(seats.place("510105"), "第" + i, true));
            String seen = phone.get(change(county)).body();
            String name = "第" + i + "个名字";
            all.add(() -> renames(phone, county, seen, "do", name));
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> one : threads.invokeAll(all)) {
                answers.add(one.get().statusCode());
            }
        }
        assertThat(answers).containsOnlyOnce(303).contains(422).doesNotContain(500);
        assertThat(seats.place("510105").name()).endsWith("个名字");
    }

    @Test
    void twoWhoFillOneSeatAreOneWhoSitsAndOneWhoIsTold() {
        Place county = seats.place("510104");
        Phone one = Phone.of(port, seats, seats.fill(county, "一位干部", true));
        Phone other = Phone.of(port, seats, seats.fill(county, "另一位干部", true));
        String committee = "/network/" + county.id() + "/committee";
        one.post(
                committee,
                Map.of(
                        "once", one.token(committee),
                        "act", "add",
                        "post", "CADRE",
                        "engagement", "FULL_TIME"));
        Matcher seat =
                Pattern.compile(
                                "name=\"seat\" value=\"([^\"]+)\"><div|name=\"seat\" value=\"([^\"]+)\">")
                        .matcher(empty(one.get(committee).body()));
        assertThat(seat.find()).isTrue();
        String id = seat.group(1) == null ? seat.group(2) : seat.group(1);
        assertThat(fills(one, committee, id, "先来的").statusCode()).isEqualTo(303);
        HttpResponse<String> second = fills(other, committee, id, "后到的");
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.body()).contains("这个席位已经有人", "先来的");
    }

    /** From the card of the empty seat on. */
    private static String empty(String page) {
        return page.substring(page.indexOf("空缺"));
    }

    private static HttpResponse<String> fills(
            Phone phone, String committee, String seat, String name) {
        return phone.post(
                committee,
                Map.of(
                        "once",
                        phone.token(committee),
                        "act",
                        "fill",
                        "seat",
                        seat,
                        "name",
                        name,
                        "by",
                        "APPOINTED",
                        "day",
                        "2026-05-01"));
    }

    private static HttpResponse<String> renames(
            Phone phone, Place place, String form, String step, String name) {
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(form);
        assertThat(seen.find()).isTrue();
        return phone.post(
                change(place),
                Map.of(
                        "once",
                        phone.token("/my-seat"),
                        "act",
                        "rename",
                        "step",
                        step,
                        "name",
                        name,
                        "seen",
                        seen.group(1),
                        "day",
                        "2026-05-01"));
    }

    private static String change(Place place) {
        return "/network/" + place.id() + "/change";
    }
}
