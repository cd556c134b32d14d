package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.KnownSetting;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A federation agrees on what holds in its place and below, from a day on; the nearest value
 * upwards wins. What held before stays on record, so no day of the past gets another rule.
 */
@Component
public class AgreeSetting {

    private final Guard guard;
    private final Units units;
    private final ObjectProvider<KnownSetting.Source> known;
    private final JdbcClient jdbc;

    AgreeSetting(
            Guard guard, Units units, ObjectProvider<KnownSetting.Source> known, JdbcClient jdbc) {
        this.guard = guard;
        this.units = units;
        this.known = known;
        this.jdbc = jdbc;
    }

    /**
     * @param value empty: from that day on what is agreed above holds again
     */
    @Transactional
    public void on(Scope.Branch who, UnitId unit, String name, String value, LocalDate from) {
        Place place = guard.open(who, unit);
        KnownSetting setting =
                known.orderedStream()
                        .flatMap(s -> s.settings().stream())
                        .filter(s -> s.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refused.field("name", "network.refused.choice"));
        if (!value.isEmpty() && !setting.valid().test(value)) {
            throw Refused.field("amount", "network.setting.value");
        }
        LocalDate today = units.today();
        if (from.isBefore(today) || from.isAfter(today.plusYears(2))) {
            throw Refused.field("from", "network.setting.from");
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 8))")
                .param(unit + name)
                .query()
                .listOfRows();
        jdbc.sql("delete from network.setting where unit = ? and name = ? and lower(during) = ?")
                .params(unit.value(), name, from)
                .update();
        jdbc.sql(
                        """
                        update network.setting set during = daterange(lower(during), cast(:from as date))
                        where unit = :unit and name = :name and during @> cast(:from as date)
                        """)
                .param("from", from)
                .param("unit", unit.value())
                .param("name", name)
                .update();
        if (!value.isEmpty()) {
            jdbc.sql(
                            """
                            insert into network.setting (name, unit, value, during, set_by)
                            select :name, :unit, :value, daterange(cast(:from as date), (
                              select min(lower(during)) from network.setting
                              where unit = :unit and name = :name and lower(during) > :from)), :by
                            """)
                    .param("name", name)
                    .param("unit", unit.value())
                    .param("value", value)
                    .param("from", from)
                    .param("by", who.seat().value())
                    .update();
        }
        units.changed(place, "network.act.setting", who);
    }
}
