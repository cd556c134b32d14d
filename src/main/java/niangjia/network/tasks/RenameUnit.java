package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.DivisionCode;
import niangjia.network.Place;
import niangjia.network.model.Spelling;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Another name or code from a day on; what it was called before stays in its history. */
@Component
public class RenameUnit {

    private final Guard guard;
    private final Units units;
    private final JdbcClient jdbc;

    RenameUnit(Guard guard, Units units, JdbcClient jdbc) {
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
    }

    /**
     * @param code the new code; empty keeps the one it has
     */
    @Transactional
    public void to(Scope.Branch who, UnitId unit, String name, String code, LocalDate day) {
        Place place = guard.open(who, unit);
        if (place.parent() == null) {
            throw Refused.because("network.refused.nation");
        }
        String called = Seats.line("name", name, FoundUnit.NAME);
        String digits = place.code();
        if (!code.isBlank()) {
            DivisionCode division = DivisionCode.parse(code);
            if (place.code() == null
                    || division.level() != new DivisionCode(place.code()).level()) {
                throw Refused.field("code", "network.refused.code-level");
            }
            if (division.province() != place.province().number()) {
                throw Refused.field("code", "network.refused.code-province");
            }
            digits = division.digits();
        }
        if (called.equals(place.name()) && java.util.Objects.equals(digits, place.code())) {
            throw Refused.field("name", "network.refused.same");
        }
        LocalDate from = units.happened(day);
        units.remember(unit, from, "RENAMED");
        Spelling spelling = Spelling.of(called);
        try {
            jdbc.sql(
                            """
                            update network.unit set name = :name, code = :code, spelled = :spelled, initials = :initials,
                              also = :also, also_initials = :alsoInitials, since = :since where id = :unit
                            """)
                    .param("name", called)
                    .param("code", digits)
                    .param("spelled", spelling.spelled())
                    .param("initials", spelling.initials())
                    .param("also", spelling.also())
                    .param("alsoInitials", spelling.alsoInitials())
                    .param("since", from)
                    .param("unit", unit.value())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refused.field("code", "network.refused.code-taken");
        }
        units.changed(place, "network.act.renamed", who);
    }
}
