package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FoldSums;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A past day is told as it was, and what is not kept by day is left out. */
@OnTheRealNet
class TheNetAsOfADayTest {

    private static final List<String> OF_TODAY_ONLY =
            List.of("class=\"numbers\"", "class=\"tiles\"", "blind-spots", "class=\"num\"");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired TestClock clock;
    @Autowired FoldSums fold;
    @Autowired JsonMapper json;

    @Test
    void standingHoldersAndNamesAreThoseOfTheDay() {
        Place township = seats.place("130184001");
        Phone county = Phone.of(port, seats, seats.fill(seats.place("130184"), "县里的干部", true));
        LocalDate today = today();
        String village =
                change(
                        county,
                        township.id().toString(),
                        Map.of(
                                "act",
                                "found",
                                "kind",
                                "village",
                                "name",
                                "老井社区",
                                "code",
                                "130184001991",
                                "day",
                                today.minusDays(40).toString()));
        change(
                county,
                village,
                Map.of(
                        "act", "act",
                        "approval", "长妇字〔2026〕7号",
                        "approved-on", today.minusDays(20).toString(),
                        "candidates", "13",
                        "elected", "11",
                        "ballots", "60",
                        "converted", "yes"));
        sit(county, village, today.minusDays(10));
        change(
                county,
                village,
                Map.of("act", "rename", "name", "新井社区", "day", today.minusDays(5).toString()));
        fold.all();

        String before = page(village, today.minusDays(30));
        assertThat(before)
                .contains("老井社区", "不知道有没有妇联", "那天席上有谁，没有记录", "没有按天留存")
                .doesNotContain("长妇字", "井大姐", "class=\"person\"");
        assertThat(page(village, today.minusDays(15)))
                .contains("会改联：长妇字〔2026〕7号")
                .doesNotContain("不知道有没有妇联", "井大姐");
        assertThat(page(village, today.minusDays(7))).contains("会改联：长妇字〔2026〕7号", "井大姐", "老井社区");
        assertThat(page(village, today.minusDays(2))).contains("新井社区", "井大姐");
        for (int ago : new int[] {30, 15, 7, 2}) {
            assertThat(page(village, today.minusDays(ago))).doesNotContain(OF_TODAY_ONLY);
            assertThat(page(township.id().toString(), today.minusDays(ago)))
                    .contains("130184001991")
                    .doesNotContain(OF_TODAY_ONLY);
        }
        assertThat(line(page(township.id().toString(), today.minusDays(30)), village))
                .contains("老井社区", "不知道有没有妇联");
        assertThat(line(page(township.id().toString(), today.minusDays(15)), village))
                .contains("老井社区", "已成立");
        assertThat(line(page(township.id().toString(), today.minusDays(2)), village))
                .contains("新井社区", "已成立");
        assertThat(page(village, today.minusDays(41))).contains("还没有这个单位");
        assertThat(page(village, today)).contains("class=\"numbers\"", "新井社区");
        assertThat(page("", today.minusDays(1))).doesNotContain(OF_TODAY_ONLY);
        asTheInterfaceTells(village, township);
    }

    private void asTheInterfaceTells(String village, Place township) {
        LocalDate today = today();
        JsonNode before = unit(village, "?on=" + today.minusDays(30));
        assertThat(before.get("name").asString()).isEqualTo("老井社区");
        assertThat(before.get("standing").asString()).isEqualTo("UNKNOWN");
        assertThat(before.has("founding_date")).isFalse();
        assertThat(before.has("answers")).isFalse();
        assertThat(before.get("posts")).isEmpty();

        JsonNode founded = unit(village, "?on=" + today.minusDays(7));
        assertThat(founded.get("standing").asString()).isEqualTo("FOUNDED");
        assertThat(founded.get("founding_date").asString())
                .isEqualTo(today.minusDays(20).toString());
        assertThat(founded.at("/posts/0/holder").asString()).isEqualTo("井大姐");
        assertThat(founded.at("/posts/0").has("on_duty")).isFalse();

        JsonNode now = unit(village, "");
        assertThat(now.get("id").asString()).isEqualTo(village);
        assertThat(now.get("name").asString()).isEqualTo("新井社区");
        assertThat(now.get("classification").asString()).isEqualTo("village");
        assertThat(now.at("/identifiers/0/scheme").asString()).isEqualTo("GB/T 2260");
        assertThat(now.at("/identifiers/0/identifier").asString()).isEqualTo("130184001991");
        assertThat(now.get("parent_id").asString()).isEqualTo(township.id().toString());
        assertThat(now.get("answers").asString()).isEqualTo("YES");
        assertThat(now.at("/posts/0/role").asString()).isEqualTo("CHAIR");
        assertThat(now.at("/posts/0/on_duty").asBoolean()).isTrue();
        assertThat(now.has("dissolution_date")).isFalse();

        assertThat(below(township, "?on=" + today.minusDays(30)))
                .containsEntry("老井社区", "UNKNOWN")
                .doesNotContainKey("新井社区");
        assertThat(below(township, "?on=" + today.minusDays(7))).containsEntry("老井社区", "FOUNDED");
        assertThat(below(township, "")).containsEntry("新井社区", "FOUNDED");
        assertThat(below(township, "?on=" + today.minusDays(41))).doesNotContainKey("老井社区");
    }

    private void sit(Phone county, String village, LocalDate day) {
        String committee = "/network/" + village + "/committee";
        county.post(
                committee,
                Map.of(
                        "once",
                        county.token(committee),
                        "act",
                        "term",
                        "day",
                        day.toString(),
                        "committee",
                        "3",
                        "vice",
                        "1"));
        Matcher seat =
                Pattern.compile("name=\"seat\" value=\"([^\"]+)\"")
                        .matcher(county.get(committee).body());
        assertThat(seat.find()).isTrue();
        assertThat(
                        county.post(
                                        committee,
                                        Map.of(
                                                "once", county.token(committee),
                                                "act", "fill",
                                                "seat", seat.group(1),
                                                "name", "井大姐",
                                                "by", "ELECTED",
                                                "day", day.toString(),
                                                "duty", "yes"))
                                .statusCode())
                .isEqualTo(303);
    }

    /** Done at once, without looking first; the unit that it leads to. */
    private static String change(Phone phone, String unit, Map<String, String> typed) {
        String address = "/network/" + unit + "/change";
        String form = phone.get(address).body();
        Map<String, String> all = new HashMap<>(typed);
        all.put("once", Phone.tokenIn(form));
        all.put("step", "do");
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(form);
        assertThat(seen.find()).isTrue();
        all.put("seen", seen.group(1));
        HttpResponse<String> done = phone.post(address, all);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        return done.headers().firstValue("Location").orElseThrow().substring("/network/".length());
    }

    private String page(String unit, LocalDate day) {
        String address = unit.isEmpty() ? "/network" : "/network/" + unit;
        return new Phone(port).get(address + "?on=" + day).body();
    }

    private static String line(String page, String unit) {
        Matcher line =
                Pattern.compile("(?s)<li><a href=\"/network/" + unit + ".*?</li>").matcher(page);
        assertThat(line.find()).isTrue();
        return line.group();
    }

    private JsonNode unit(String unit, String query) {
        HttpResponse<String> answer = new Phone(port).get("/api/v1/units/" + unit + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private Map<String, String> below(Place place, String query) {
        Map<String, String> standings = new HashMap<>();
        unit(place.id() + "/below", query)
                .get("units")
                .forEach(
                        u -> standings.put(u.get("name").asString(), u.get("standing").asString()));
        return standings;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
