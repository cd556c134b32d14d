package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A page that is only looked at waits for no disk; silence is still measured, to the minute. */
@OnTheRealNet
class SheWasHereAMinuteAgoTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void whichIsWrittenOnceAMinuteAndNotWithEveryPage() {
        SeatHeld seat = seats.onDuty("420112", "翻了几页的她");
        Phone phone = Phone.of(port, seats, seat);
        phone.get("/workbench");
        long lately = System.currentTimeMillis() - Duration.ofSeconds(30).toMillis();
        wasHere(seat, lately);
        phone.get("/workbench");
        assertThat(wasHere(seat)).as("half a minute ago").isEqualTo(lately);
        long before = System.currentTimeMillis() - Duration.ofSeconds(61).toMillis();
        wasHere(seat, before);
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
        assertThat(wasHere(seat)).as("a minute ago").isGreaterThan(lately);
    }

    private void wasHere(SeatHeld seat, long at) {
        assertThat(
                        jdbc.sql(
                                        "update access.session set last_access_time = ? where principal_name = ?")
                                .params(at, seat.holder().value().toString())
                                .update())
                .isEqualTo(1);
    }

    private long wasHere(SeatHeld seat) {
        return jdbc.sql("select last_access_time from access.session where principal_name = ?")
                .param(seat.holder().value().toString())
                .query(Long.class)
                .single();
    }
}
