package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.Place;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A woman belongs to a federation that is not her place's: she joins, and leaves as easily. */
@Component
public class JoinFederation {

    private final Guard guard;
    private final Units units;
    private final JdbcClient jdbc;

    JoinFederation(Guard guard, Units units, JdbcClient jdbc) {
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
    }

    /** Entered by a seat of the federation or above it; twice is once. */
    @Transactional
    public void by(Scope.Branch who, UnitId unit, PersonId woman) {
        Place place = guard.seen(who, unit);
        if (place.closed()) {
            throw Refused.because("network.refused.closed", place.name());
        }
        if (units.level(place.kind()) != null) {
            throw Refused.because("network.membership.territory");
        }
        LocalDate today = units.today();
        int joined =
                jdbc.sql(
                                """
                                insert into network.membership (unit, woman, during)
                                select :unit, :woman, daterange(greatest(cast(:today as date), (
                                  select max(upper(during)) from network.membership where unit = :unit and woman = :woman)), null)
                                where not exists (select from network.membership
                                  where unit = :unit and woman = :woman and upper(during) is null)
                                """)
                        .param("unit", unit.value())
                        .param("woman", woman.value())
                        .param("today", today)
                        .update();
        if (joined > 0) {
            units.changed(place, "network.act.joined", who);
        }
    }

    /** She leaves; that she belonged stays known by its days only. */
    @Transactional
    public void leave(Scope.Branch who, UnitId unit, PersonId woman) {
        Place place = guard.seen(who, unit);
        int left =
                jdbc.sql(
                                """
                                update network.membership set during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))
                                where unit = ? and woman = ? and upper(during) is null
                                """)
                        .params(units.today(), unit.value(), woman.value())
                        .update();
        if (left > 0) {
            units.changed(place, "network.act.left", who);
        }
    }

    /** How many belong to it today. */
    public long members(Scope scope, UnitId unit) {
        return jdbc.sql(
                        "select count(*) from network.membership where unit = ? and upper(during) is null")
                .param(unit.value())
                .query(Long.class)
                .single();
    }
}
