package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.GoOnDuty;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Away until a day: the seat is on duty again by itself when the last day away has passed. */
@OnTheRealNet
class SheComesBackTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired TestClock clock;
    @Autowired GoOnDuty goOnDuty;

    @Test
    void onTheDayAfterTheLastAndNotBefore() {
        SeatHeld seat = seats.fill(seats.place("350103"), "休假的干部", true);
        Phone hers = Phone.of(port, seats, seat);
        LocalDate last = today().plusDays(2);
        var away =
                hers.post(
                        "/my-seat",
                        Map.of(
                                "once",
                                hers.token("/my-seat"),
                                "act",
                                "away",
                                "until",
                                last.toString()));
        assertThat(away.statusCode()).isEqualTo(303);
        assertThat(hers.get("/my-seat").body()).contains("我来值守");
        assertThat(page()).contains("不在岗，到");

        clock.turn(Duration.ofDays(2));
        goOnDuty.bringBack();
        assertThat(today()).isEqualTo(last);
        assertThat(hers.get("/my-seat").body()).contains("我来值守");

        clock.turn(Duration.ofDays(1));
        goOnDuty.bringBack();
        assertThat(hers.get("/my-seat").body()).doesNotContain("我来值守");
        assertThat(page()).contains("休假的干部").doesNotContain("不在岗，到");
    }

    @Test
    void whoNamedNoDayStaysAwayUntilSheSaysSo() {
        SeatHeld seat = seats.fill(seats.place("350104"), "没说哪天的干部", true);
        Phone hers = Phone.of(port, seats, seat);
        hers.post("/my-seat", Map.of("once", hers.token("/my-seat"), "act", "away", "until", ""));
        clock.turn(Duration.ofDays(3));
        goOnDuty.bringBack();
        assertThat(hers.get("/my-seat").body()).contains("我来值守");
        hers.post("/my-seat", Map.of("once", hers.token("/my-seat"), "act", "on-duty"));
        assertThat(hers.get("/my-seat").body()).doesNotContain("我来值守");
    }

    private String page() {
        return new Phone(port).get("/network/" + seats.place("350103").id()).body();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
