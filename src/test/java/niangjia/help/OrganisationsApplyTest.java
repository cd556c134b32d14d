package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.Place;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An organisation asks to move in and is admitted, or told why not, by the federation above. */
@OnTheRealNet
class OrganisationsApplyTest {

    private static final Pattern APPLICATION =
            Pattern.compile("name=\"application\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void itIsAdmittedAndListed() {
        Place township = seats.place("140105001");
        Phone applicant = new Phone(port);
        String receipt = applies(applicant, township, "坞城路女装市场");
        assertThat(applicant.get(receipt).body()).contains("等妇联答复");
        Phone county = Phone.of(port, seats, seats.fill(seats.place("140105"), "区里的干部", true));
        String waiting = county.get(waiting(township)).body();
        assertThat(waiting).contains("坞城路女装市场", "范老板", "139 打过来", "登记证 77");

        assertThat(answers(county, township, waiting, "admit", "").statusCode()).isEqualTo(303);
        String told = applicant.get(receipt).body();
        Matcher unit = Pattern.compile("href=\"/network/([^\"]+)\"").matcher(told);
        assertThat(told).contains("已经加入");
        assertThat(unit.find()).isTrue();
        assertThat(applicant.get("/network/" + unit.group(1)).body())
                .contains("坞城路女装市场", "名录所载")
                .doesNotContain("范老板", "139 打过来");
        assertThat(county.get(waiting(township)).body()).doesNotContain("坞城路女装市场</h2>");
        assertThat(acts(unit.group(1))).containsExactly("network.act.founded");
    }

    @Test
    void itIsDeclinedWithAReasonThatItIsTold() {
        Place township = seats.place("140106001");
        Phone applicant = new Phone(port);
        String receipt = applies(applicant, township, "柳巷读书会");
        Phone county = Phone.of(port, seats, seats.fill(seats.place("140106"), "区里的干部", true));
        String waiting = county.get(waiting(township)).body();
        HttpResponse<String> unsaid = answers(county, township, waiting, "decline", "  ");
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(applicant.get(receipt).body()).contains("等妇联答复");

        assertThat(answers(county, township, unsaid.body(), "decline", "登记证已经过期，换好再来").statusCode())
                .isEqualTo(303);
        assertThat(applicant.get(receipt).body())
                .contains("没有同意，理由是", "登记证已经过期，换好再来")
                .doesNotContain("139 打过来");
        assertThat(acts(township.id().toString())).containsExactly("network.act.declined");
        assertThat(answers(county, township, waiting, "admit", "").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyTheFederationsAboveAnswer() {
        Place township = seats.place("140107001");
        Phone applicant = new Phone(port);
        String receipt = applies(applicant, township, "杏花岭合作社");
        Phone above = Phone.of(port, seats, seats.fill(seats.place("140107"), "区里的干部", true));
        String waiting = above.get(waiting(township)).body();
        Phone other = Phone.of(port, seats, seats.fill(seats.place("140108"), "别区的干部", true));
        assertThat(other.get(waiting(township)).statusCode()).isEqualTo(404);
        assertThat(answers(other, township, waiting, "admit", "").statusCode()).isEqualTo(404);
        assertThat(answers(other, seats.place("140108"), waiting, "admit", "").statusCode())
                .isEqualTo(404);
        Phone member =
                Phone.of(
                        port,
                        seats,
                        seats.sits(township, "镇上的执委", "EXECUTIVE_MEMBER", "PART_TIME"));
        assertThat(answers(member, township, waiting, "admit", "").statusCode()).isEqualTo(422);
        assertThat(applicant.get(receipt).body()).contains("等妇联答复");
    }

    private static String applies(Phone phone, Place below, String name) {
        String address = "/network/" + below.id() + "/apply";
        HttpResponse<String> sent =
                phone.post(
                        address,
                        Map.of(
                                "once", phone.token(address),
                                "kind", "market",
                                "name", name,
                                "applicant", "范老板",
                                "contact", "139 打过来",
                                "proof", "登记证 77"));
        assertThat(sent.statusCode()).isEqualTo(303);
        return sent.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> answers(
            Phone phone, Place place, String waiting, String act, String reason) {
        Matcher application = APPLICATION.matcher(waiting);
        assertThat(application.find()).isTrue();
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/my-seat"));
        form.put("application", application.group(1));
        form.put("act", act);
        form.put("reason", reason);
        return phone.post(waiting(place), form);
    }

    private static String waiting(Place place) {
        return "/network/" + place.id() + "/applications";
    }

    private List<String> acts(String unit) {
        return jdbc.sql("select act from records.entry where unit = ?::uuid order by id")
                .param(unit)
                .query(String.class)
                .list();
    }
}
