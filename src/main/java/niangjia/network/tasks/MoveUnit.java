package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.UnitMoved;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A unit hangs under another parent from a day on, with all below it. Positions are found anew for
 * the whole of it in one statement, and its sums go from the old parents to the new ones.
 */
@Component
public class MoveUnit {

    /** Everybody keeps the order among the neighbours; a level's width comes from the depth. */
    private static final String POSITIONS =
            """
            with recursive numbered as (
              select u.id, u.parent, row_number() over (partition by u.parent order by u.position) as k
              from network.unit u where u.position > :first and u.position <= :last
            ), placed as (
              select cast(:unit as uuid) as id, cast(:position as bigint) as position, cast(:depth as int) as depth
              union all
              select n.id, p.position + n.k * network.width(least(p.depth + 1, 7)), p.depth + 1
              from placed p join numbered n on n.parent = p.id
            )
            update network.unit u set position = p.position, depth = p.depth from placed p where u.id = p.id
            """;

    private static final String FITS =
            """
            select max(u.depth) + :shift <= 7 and coalesce(max(n.children) filter (where u.depth + :shift < 7 and n.children >=
                network.width(least(u.depth + :shift, 7)) / network.width(least(u.depth + :shift + 1, 7))), 0) = 0
            from network.unit u
            left join (select parent, count(*) as children from network.unit where position > :first and position <= :last
              group by parent) n on n.parent = u.id
            where u.position between :first and :last
            """;

    private static final String SUMS =
            """
            insert into network.change (unit, what, amount)
            select p.id, s.what, p.sign * s.amount
            from network.sum s
            cross join (values (cast(:from as uuid), -1), (cast(:to as uuid), 1)) as p (id, sign)
            where s.unit = :unit and s.amount <> 0
            union all
            select p.id, 'answer.' || lower(u.answers), p.sign
            from network.unit u
            cross join (values (cast(:from as uuid), -1), (cast(:to as uuid), 1)) as p (id, sign)
            where u.id = :unit and u.answers <> 'NOBODY'
            """;

    private final Guard guard;
    private final Units units;
    private final Network network;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    MoveUnit(
            Guard guard,
            Units units,
            Network network,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.guard = guard;
        this.units = units;
        this.network = network;
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional
    public void under(Scope.Branch who, UnitId unit, UnitId newParent, LocalDate day) {
        units.treeMoves();
        Place place = guard.below(who, unit);
        Place to = guard.open(who, newParent);
        UnitId from = place.parent();
        if (from == null) {
            throw new NoSuchUnit();
        }
        if (to.position() >= place.position() && to.position() <= place.last()) {
            throw Refused.field("to", "network.refused.circle", place.name());
        }
        if (!to.province().equals(place.province())) {
            throw Refused.field("to", "network.refused.other-province");
        }
        UnitId parent = units.parentFor(to, units.level(place.kind()));
        if (parent.equals(from)) {
            throw Refused.field("to", "network.refused.same");
        }
        Place above = network.place(parent).orElseThrow(NoSuchUnit::new);
        int depth = above.depth() + 1;
        boolean fits =
                jdbc.sql(FITS)
                        .param("shift", depth - place.depth())
                        .param("first", place.position())
                        .param("last", place.last())
                        .query(Boolean.class)
                        .single();
        if (!fits) {
            throw Refused.because("network.refused.no-room");
        }
        LocalDate since = units.happened(day);
        units.remember(unit, since, "MOVED");
        long position = units.positionBelow(parent);
        jdbc.sql(POSITIONS)
                .param("unit", unit.value())
                .param("position", position)
                .param("depth", depth)
                .param("first", place.position())
                .param("last", place.last())
                .update();
        jdbc.sql("update network.unit set parent = ?, since = ? where id = ?")
                .params(parent.value(), since, unit.value())
                .update();
        jdbc.sql(SUMS)
                .param("unit", unit.value())
                .param("from", from.value())
                .param("to", parent.value())
                .update();
        units.book(from, place.kind(), place.standing(), -1);
        units.book(parent, place.kind(), place.standing(), 1);
        events.publishEvent(new UnitMoved(unit, from, parent));
        units.changed(place, "network.act.moved", who);
    }
}
