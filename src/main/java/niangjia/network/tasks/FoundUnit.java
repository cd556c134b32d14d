package niangjia.network.tasks;

import java.time.Clock;
import java.time.LocalDate;
import niangjia.network.DivisionCode;
import niangjia.network.Place;
import niangjia.network.Place.Standing;
import niangjia.network.model.Nature;
import niangjia.network.model.Spelling;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A new unit below another: one row of the tree is written and none is touched. */
@Component
public class FoundUnit {

    static final int NAME = 80;

    private final Guard guard;
    private final Units units;
    private final RecordFounding founding;
    private final JdbcClient jdbc;
    private final Clock clock;

    FoundUnit(Guard guard, Units units, RecordFounding founding, JdbcClient jdbc, Clock clock) {
        this.guard = guard;
        this.units = units;
        this.founding = founding;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param code the code of a new division, or empty; beside the territory there is none
     * @param act its founding act, where there is one
     * @param day since when it is there
     */
    @Transactional
    public UnitId under(
            Scope.Branch who,
            UnitId parent,
            String kind,
            String name,
            String code,
            LocalDate day,
            @Nullable Act act) {
        return under(who, guard.open(who, parent), kind, name, code, day, act);
    }

    private UnitId under(
            Scope.Branch who,
            Place parent,
            String kind,
            String name,
            String code,
            LocalDate day,
            @Nullable Act act) {
        Integer level = units.levelToFound(kind, parent.province(), day);
        if (level != null && level == 1) {
            throw Refused.field("kind", "network.refused.province");
        }
        String called = Seats.line("name", name, NAME);
        DivisionCode division = code.isBlank() ? null : DivisionCode.parse(code);
        if (division != null && level == null) {
            throw Refused.field("code", "network.refused.code-beside");
        }
        if (division != null && level != null && division.level() != level) {
            throw Refused.field("code", "network.refused.code-level");
        }
        if (division != null && division.province() != parent.province().number()) {
            throw Refused.field("code", "network.refused.code-province");
        }
        units.treeStands();
        UnitId above = units.parentFor(parent, level);
        UnitId unit = new UnitId(Ids.next(clock));
        Standing bare = level == null ? Standing.LISTED : Standing.UNKNOWN;
        Standing standing = act != null ? Standing.FOUNDED : bare;
        Spelling spelling = Spelling.of(called);
        try {
            jdbc.sql(
                            """
                            insert into network.unit (id, province, code, name, spelled, initials, also, also_initials, kind,
                              parent, depth, position, nature, standing, since, founded_on)
                            select :id, p.province, :code, :name, :spelled, :initials, :also, :alsoInitials, :kind, p.id,
                              p.depth + 1, :position, :nature, :standing, :since, :founded
                            from network.unit p where p.id = :parent
                            """)
                    .param("id", unit.value())
                    .param("code", division == null ? null : division.digits())
                    .param("name", called)
                    .param("spelled", spelling.spelled())
                    .param("initials", spelling.initials())
                    .param("also", spelling.also())
                    .param("alsoInitials", spelling.alsoInitials())
                    .param("kind", kind)
                    .param("position", units.positionBelow(above))
                    .param("nature", Nature.of(called).name())
                    .param("standing", standing.name())
                    .param("since", units.happened(day))
                    .param("founded", act == null ? null : act.approvedOn())
                    .param("parent", above.value())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refused.field("code", "network.refused.code-taken");
        }
        if (act != null) {
            founding.keep(who, unit, act, bare);
        }
        units.book(above, kind, standing, 1);
        units.changed(parent.province(), unit, "network.act.founded", who);
        return unit;
    }
}
