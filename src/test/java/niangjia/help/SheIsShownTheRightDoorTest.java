package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What her words lead to, and that nothing of them stays behind in the browser. */
@OnTheRealNet
class SheIsShownTheRightDoorTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void dangerWordsPutTheTelephonesBeforeEverythingElse() {
        String danger = asked("他拿刀，救命");
        assertThat(danger.indexOf("tel:110")).isPositive().isLessThan(danger.indexOf("<h1"));
        assertThat(danger.indexOf("tel:12338")).isPositive().isLessThan(danger.indexOf("<h1"));
        String otherwise = asked("流血了，救命");
        assertThat(otherwise.indexOf("tel:110")).as("not only where it is violence").isPositive();
        assertThat(otherwise.indexOf("tel:110")).isLessThan(otherwise.indexOf("<h1"));
        assertThat(asked("老板欠我工钱").split("<h1", 2)[0]).doesNotContain("tel:110");
        assertThat(Jsoup.parse(danger).select("input[name=kind][checked]").val())
                .isEqualTo("violence");
    }

    @Test
    void aPetitionIsPointedToItsOwnDoor() {
        assertThat(asked("我要信访，补偿款没有到")).contains("信访有自己的门");
        assertThat(asked("问问补偿款")).doesNotContain("信访有自己的门");
    }

    @Test
    void noFormOfHersIsFilledInByTheBrowser() {
        seats.onDuty("341802", "宣州的她");
        Story story = Story.asked(port, jdbc, "341802", "孩子上学的事");
        for (String page :
                List.of(
                        story.phone().get("/").body(),
                        asked("孩子上学的事"),
                        story.phone().get("/code").body(),
                        story.page())) {
            Document read = Jsoup.parse(page);
            int fields = 0;
            for (Element field :
                    read.select(
                            "main input:not([type=hidden],[type=radio],[type=checkbox],[type=file]), textarea")) {
                fields++;
                assertThat(field.attr("autocomplete")).as(field.outerHtml()).isEqualTo("off");
            }
            assertThat(fields).as(read.title()).isPositive();
        }
    }

    @Test
    void whatAMemberAsksForHerNeedsHerSpokenConsentWhichIsKept() {
        SeatHeld seat = seats.onDuty("341825", "旌德的她");
        Phone desk = Phone.of(port, seats, seat);
        int before = consents(seat);
        assertThat(forHer(desk, seat, "")).isEqualTo(422);
        assertThat(consents(seat)).isEqualTo(before);
        assertThat(seats.asked("替邻居问高龄补贴")).isEmpty();
        assertThat(forHer(desk, seat, "yes")).isEqualTo(200);
        assertThat(consents(seat)).isEqualTo(before + 1);
        assertThat(seats.asked("替邻居问高龄补贴")).hasSize(1);
    }

    private int forHer(Phone desk, SeatHeld seat, String consent) {
        var form = new java.util.HashMap<String, String>();
        form.put("once", desk.token("/requests/for-her"));
        form.put("text", "替邻居问高龄补贴");
        form.put("name", "老邻居");
        form.put("place", seat.place().id().toString());
        if (!consent.isEmpty()) {
            form.put("consent", consent);
        }
        return desk.post("/requests/for-her", form).statusCode();
    }

    private int consents(SeatHeld seat) {
        return jdbc.sql("select count(*) from people.consent where how = 'SPOKEN' and taken_by = ?")
                .param(seat.seat().value())
                .query(Integer.class)
                .single();
    }

    private String asked(String words) {
        Phone phone = new Phone(port);
        return phone.post(
                        "/ask",
                        Map.of(
                                "once",
                                phone.token("/"),
                                "text",
                                words,
                                "place",
                                seats.place("341802").id().toString(),
                                "step",
                                "look"))
                .body();
    }
}
