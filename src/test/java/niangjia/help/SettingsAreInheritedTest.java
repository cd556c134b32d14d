package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is agreed holds from its day in a place and below, until somebody nearer agrees otherwise.
 */
@OnTheRealNet
class SettingsAreInheritedTest {

    private static final String TERM = "help.first-contact";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void theNearestUpwardsWinsFromItsDayOn() {
        Place township = seats.place("220102001");
        Phone province = Phone.of(port, seats, seats.fill(seats.place("22"), "省里的干部", true));
        Phone county = Phone.of(port, seats, seats.fill(seats.place("220102"), "区里的干部", true));
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(agrees(province, "22", "20", today).statusCode()).isEqualTo(303);
        assertThat(agrees(county, "220102", "6", today.plusDays(3)).statusCode()).isEqualTo(303);

        assertThat(holds(township, today)).isEqualTo("PT20H");
        assertThat(holds(township, today.plusDays(2))).isEqualTo("PT20H");
        assertThat(holds(township, today.plusDays(3))).isEqualTo("PT6H");
        assertThat(holds(seats.place("220103"), today.plusDays(3))).isEqualTo("PT20H");
        assertThat(holds(seats.place("230102"), today.plusDays(3))).isNull();
        assertThat(county.get(settings("220102")).body()).contains("吉林省", "20 小时");

        Map<String, String> withdraw =
                Map.of("act", "withdraw", "name", TERM, "from", today.plusDays(6).toString());
        assertThat(send(county, "220102", withdraw).statusCode()).isEqualTo(303);
        assertThat(holds(township, today.plusDays(5))).isEqualTo("PT6H");
        assertThat(holds(township, today.plusDays(6))).isEqualTo("PT20H");
        assertThat(
                        jdbc.sql("select count(*) from records.entry where unit = ? and act = ?")
                                .params(seats.place("220102").id().value(), "network.act.setting")
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void thePastIsNotAgreedAnewAndWhatWasTypedIsKept() {
        Phone county = Phone.of(port, seats, seats.fill(seats.place("220104"), "区里的干部", true));
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        HttpResponse<String> past = agrees(county, "220104", "17", today.minusDays(1));
        assertThat(past.statusCode()).isEqualTo(422);
        assertThat(past.body()).contains("value=\"17\"");
        assertThat(agrees(county, "220104", "0", today).statusCode()).isEqualTo(422);
        assertThat(holds(seats.place("220104"), today)).isNotEqualTo("PT17H");
    }

    @Test
    void nothingIsAgreedOutsideHerOwnBranch() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        Phone county = Phone.of(port, seats, seats.fill(seats.place("230103"), "区里的干部", true));
        for (String elsewhere : new String[] {"230104", "2301", "23"}) {
            assertThat(county.get(settings(elsewhere)).statusCode()).as(elsewhere).isEqualTo(404);
            assertThat(agrees(county, elsewhere, "5", today).statusCode())
                    .as(elsewhere)
                    .isEqualTo(404);
        }
        Phone member =
                Phone.of(
                        port,
                        seats,
                        seats.sits(
                                seats.place("230103"), "区里的执委", "EXECUTIVE_MEMBER", "PART_TIME"));
        assertThat(agrees(member, "230103", "5", today).statusCode()).isEqualTo(422);
        assertThat(new Phone(port).get(settings("230103")).statusCode()).isEqualTo(303);
        assertThat(holds(seats.place("230103"), today)).isNull();
        assertThat(holds(seats.place("230104"), today)).isNull();
    }

    @Test
    void everySettingOnThePageCanBeAgreedThere() {
        Phone county = Phone.of(port, seats, seats.fill(seats.place("230109"), "区里的干部", true));
        String page = county.get(settings("230109")).body();
        List<String> names =
                Pattern.compile("<option value=\"([a-z]+\\.[a-z0-9.-]+)\"")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        LocalDate day = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        List<String> never = new ArrayList<>(names);
        for (String name : names) {
            for (String value : List.of("40 days", "1 hours", "30 minutes", "3 number")) {
                String[] typed = value.split(" ");
                Map<String, String> form =
                        Map.of(
                                "act",
                                "agree",
                                "name",
                                name,
                                "amount",
                                typed[0],
                                "measure",
                                typed[1],
                                "from",
                                day.toString());
                if (send(county, "230109", form).statusCode() == 303) {
                    never.remove(name);
                    break;
                }
            }
        }
        System.out.println("settings agreed: " + names.size());
        assertThat(names).hasSizeGreaterThan(5);
        assertThat(never).as("what stands on the page and is always refused").isEmpty();
        assertThat(county.get(settings("230109")).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> agrees(Phone phone, String place, String hours, LocalDate from) {
        return send(
                phone,
                place,
                Map.of(
                        "act",
                        "agree",
                        "name",
                        TERM,
                        "amount",
                        hours,
                        "measure",
                        "hours",
                        "from",
                        from.toString()));
    }

    private HttpResponse<String> send(Phone phone, String place, Map<String, String> typed) {
        Map<String, String> form = new HashMap<>(typed);
        form.put("once", phone.token("/my-seat"));
        return phone.post(settings(place), form);
    }

    private String settings(String place) {
        return "/network/" + seats.place(place).id() + "/settings";
    }

    private @org.jspecify.annotations.Nullable String holds(Place place, LocalDate day) {
        return jdbc.sql("select network.setting_at(?, ?, ?)")
                .params(TERM, place.position(), day)
                .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }
}
