package niangjia.network.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import niangjia.help.OnTheRealNet;
import niangjia.network.Network;
import niangjia.network.OpenSeat;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.shared.Page;
import niangjia.shared.PersonId;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A federation of which nothing is heard for 30 days is a blind spot, until it is heard again. */
@OnTheRealNet
class SilenceBecomesABlindSpotTest {

    @Autowired Network network;
    @Autowired OpenSeat openSeat;
    @Autowired TellWhoAnswers answers;
    @Autowired GoOnDuty goOnDuty;
    @Autowired FoldSums fold;
    @Autowired Sums sums;
    @Autowired ReadUnits units;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Autowired TransactionTemplate transaction;

    @Test
    void afterThirtyDaysAndNotBeforeAndOnlyOnce() {
        Place county = network.withCode("520102").orElseThrow();
        Place city = network.withCode("5201").orElseThrow();
        SeatId seat =
                transaction.execute(
                        s -> openSeat.forCadre(county, new PersonId(UUID.randomUUID()), "南明的干部"));
        assertThat(silent(city)).isEmpty();
        heard(county, TellWhoAnswers.SILENT_AFTER.minusHours(1));
        sweep();
        assertThat(silent(city)).isEmpty();

        heard(county, TellWhoAnswers.SILENT_AFTER.plusHours(1));
        sweep();
        sweep();
        assertThat(silent(city)).containsExactly("南明区");
        fold.all();
        assertThat(tally(city).silent()).isEqualTo(1);
        assertThat(tally(county).silent()).isZero();

        SeatHeld held = network.seat(seat).orElseThrow();
        goOnDuty.from(held.branch(), seat);
        assertThat(silent(city)).isEmpty();
        fold.all();
        assertThat(tally(city).silent()).isZero();
    }

    private void sweep() {
        answers.everyMinute();
    }

    /** The last sign of life was so long ago. */
    private void heard(Place place, Duration ago) {
        jdbc.sql("update network.sign set at = ? where unit = ?")
                .params(Timestamp.from(clock.instant().minus(ago)), place.id().value())
                .update();
    }

    private List<String> silent(Place place) {
        return units
                .blind(Scope.everyone(), place.position(), place.last(), "SILENT", Page.first(50))
                .stream()
                .map(ReadUnits.Blind::name)
                .toList();
    }

    private Tally tally(Place place) {
        return Tally.of(sums.of(place.id()), units.kinds(Scope.everyone()));
    }
}
