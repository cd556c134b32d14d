package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.cases.queries.CaseFile;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A member asks for a woman who cannot write: that she did stands wherever the matter stands. */
@OnTheRealNet
class ActingForHerIsSeenTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired CaseFile files;

    @Test
    void onCardsOnTheCaseInItsLogInTheLogAndInWhatSheTakesAlong() {
        SeatHeld county = seats.onDuty("230717", "伊美的她");
        SeatHeld member = seats.fill(seats.place("230717"), "替人说话的执委", false);
        Phone phone = Phone.of(port, seats, member);
        UUID ordinary = asked(phone, member, "想学缝纫九六零一");
        String receipt = code;
        UUID sealed = asked(phone, member, "被丈夫打九六零二");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get("/workbench").body().split("替她说的", -1))
                .as("a card each")
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(desk.get("/requests").body()).contains("替她说的");
        assertThat(desk.get("/cases/" + sealed).body()).contains("替她说的", "替人说话的执委", "由这位同事替她说");
        assertThat(acts(ordinary)).containsExactly("help.asked-for-her");
        assertThat(acts(sealed)).contains("help.asked-for-her", "cases.begun");
        CaseFile.Entry first = files.open(county.branch(), sealed).orElseThrow().log().getFirst();
        assertThat(first.what()).isEqualTo("OPENED_FOR_HER");
        assertThat(first.who()).as("and so on the paper for a court").isEqualTo("替人说话的执委");

        Phone hers = new Phone(port);
        hers.post("/code", Map.of("once", hers.token("/code"), "code", receipt));
        assertThat(hers.get("/mine/data").body()).contains("谁替您说的", "替人说话的执委");
        assertThat(hers.get("/mine/data.json").body()).contains("\"asked_by\":\"替人说话的执委\"");
    }

    private String code = "";

    private UUID asked(Phone phone, SeatHeld member, String words) {
        String page =
                phone.post(
                                "/requests/for-her",
                                Map.of(
                                        "once",
                                        phone.token("/requests/for-her"),
                                        "text",
                                        words,
                                        "name",
                                        "周婶",
                                        "place",
                                        member.place().id().toString(),
                                        "consent",
                                        "yes"))
                        .body();
        var found = Pattern.compile("<strong class=\"code\">([0-9 ]+)</strong>").matcher(page);
        assertThat(found.find()).isTrue();
        code = found.group(1);
        return seats.asked(words).getFirst();
    }

    private List<String> acts(UUID matter) {
        return jdbc.sql("select act from records.entry where matter = ?")
                .param(matter)
                .query(String.class)
                .list();
    }
}
