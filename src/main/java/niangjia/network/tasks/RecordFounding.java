package niangjia.network.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records the act that founded a federation which was only listed, or of which nobody knew. */
@Component
public class RecordFounding {

    private final Guard guard;
    private final Units units;
    private final TellWhoAnswers answers;
    private final JdbcClient jdbc;
    private final Clock clock;

    RecordFounding(Guard guard, Units units, TellWhoAnswers answers, JdbcClient jdbc, Clock clock) {
        this.guard = guard;
        this.units = units;
        this.answers = answers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public void of(Scope.Branch who, UnitId unit, Act act) {
        Place place = guard.open(who, unit);
        if (place.parent() == null
                || place.standing() == Place.Standing.FOUNDED
                || place.standing() == Place.Standing.NONE) {
            throw Refused.because("network.refused.founded-already", place.name());
        }
        keep(who, unit, act, place.standing());
        int changed =
                jdbc.sql(
                                "update network.unit set standing = 'FOUNDED', founded_on = ? where id = ? and standing = ?")
                        .params(act.approvedOn(), unit.value(), place.standing().name())
                        .update();
        if (changed == 0) {
            throw Refused.because("network.refused.meanwhile");
        }
        units.book(place.parent(), place.kind(), place.standing(), -1);
        units.book(place.parent(), place.kind(), Place.Standing.FOUNDED, 1);
        answers.in(unit);
        units.changed(place, "network.act.act-recorded", who);
    }

    void keep(Scope.Branch who, UnitId unit, Act act, Place.Standing before) {
        units.happened(act.approvedOn());
        jdbc.sql(
                        """
                        insert into network.founding (unit, approval, approved_on, converted, candidates, elected, ballots,
                          recorded_at, recorded_by, before) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        unit.value(),
                        act.approval(),
                        act.approvedOn(),
                        act.converted(),
                        act.candidates(),
                        act.elected(),
                        act.ballots(),
                        Timestamp.from(clock.instant()),
                        who.seat().value(),
                        before.name())
                .update();
    }
}
