package niangjia.network.tasks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import niangjia.network.NetChanged;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What every change of a unit keeps right: its history, its place in the tree, the sums above it.
 */
@Component
class Units {

    private final JdbcClient jdbc;
    private final Sums sums;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Units(JdbcClient jdbc, Sums sums, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.sums = sums;
        this.events = events;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    LocalDate happened(LocalDate day) {
        if (day.isAfter(today()) || day.getYear() < 1949) {
            throw Refused.field("day", "network.refused.day");
        }
        return day;
    }

    /**
     * Whoever founds waits while the tree is being moved, and the other way round; founders do not
     * wait for each other.
     */
    void treeStands() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtext('network.tree'))")
                .query()
                .listOfRows();
    }

    /** Alone with the tree; no fold runs meanwhile. */
    void treeMoves() {
        jdbc.sql(
                        "select pg_advisory_xact_lock(hashtext('network.tree')), pg_advisory_xact_lock(hashtext('network.fold'))")
                .query()
                .listOfRows();
    }

    /** A free position right below a unit. Nothing else in the tree is touched. */
    long positionBelow(UnitId parent) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 7))")
                .param(parent.toString())
                .query()
                .listOfRows();
        return jdbc.sql(
                        """
                        with above as (
                          select position, depth, network.width(depth) / network.width(depth + 1) - 1 as room,
                            network.width(depth + 1) as width from network.unit where id = :parent and depth < 7
                        ), last as (
                          select coalesce(max((u.position - a.position) / a.width), 0) as k from above a
                          left join network.unit u on u.parent = :parent
                        )
                        select a.position + n.k * a.width from above a cross join last l
                        cross join lateral (
                          select k from (
                            select l.k + 1 as k where l.k < a.room
                            union all
                            select g from generate_series(1, a.room) g where l.k >= a.room
                              and not exists (select from network.unit x where x.position = a.position + g * a.width)
                          ) free order by k limit 1) n
                        """)
                .param("parent", parent.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refused.because("network.refused.no-room"));
    }

    /** The unit as it was until that day goes into its history. */
    void remember(UnitId unit, LocalDate day, String because) {
        LocalDate since =
                jdbc.sql("select since from network.unit where id = ? for no key update")
                        .param(unit.value())
                        .query(LocalDate.class)
                        .single();
        if (day.isBefore(since)) {
            throw Refused.field("day", "network.refused.day-before", since.toString());
        }
        jdbc.sql(
                        """
                        insert into network.past (unit, during, code, name, kind, parent, shown, because)
                        select id, daterange(since, cast(:day as date)), code, name, kind, parent, shown, :because
                        from network.unit where id = :unit and since < :day
                        """)
                .param("day", day)
                .param("because", because)
                .param("unit", unit.value())
                .update();
    }

    /** A unit comes below a parent (1) or goes from there (-1). */
    void book(UnitId parent, String kind, Place.Standing standing, int sign) {
        sums.add(parent, Sums.units(kind, standing), sign);
    }

    void changed(Place place, String act, Scope.Branch by) {
        changed(place.province(), place.id(), act, by);
    }

    void changed(Province province, UnitId unit, String act, Scope.Branch by) {
        events.publishEvent(new NetChanged(province, unit, act, by.seat(), by.person()));
    }

    /** Done by a woman who sits in no seat. */
    void changedByHer(Place place, String act, PersonId woman) {
        events.publishEvent(new NetChanged(place.province(), place.id(), act, null, woman));
    }

    /** Done to the whole net by who may start the program on its own data. */
    void changedAtTheConsole(String act) {
        events.publishEvent(
                jdbc.sql("select province, id from network.unit where depth = 0")
                        .query((row, n) ->
                                new NetChanged(
                                        new Province(row.getShort("province")),
                                        new UnitId(row.getObject("id", UUID.class)),
                                        act,
                                        null,
                                        null))
                        .single());
    }

    /** The level of a territorial kind; none beside the territory. */
    @Nullable Integer level(String kind) {
        record Known(@Nullable Integer level) {}
        return jdbc.sql("select level from network.kind where code = ? and code <> 'nation'")
                .param(kind)
                .query((row, n) -> new Known(row.getObject("level", Integer.class)))
                .optional()
                .orElseThrow(() -> Refused.field("kind", "network.refused.choice"))
                .level();
    }

    /** The level of a kind that something may be founded as, in a province on a day. */
    @Nullable Integer levelToFound(String kind, Province province, LocalDate day) {
        record InForce(LocalDate since, @Nullable LocalDate until) {}
        InForce days =
                jdbc.sql(
                                """
                                select k.since, k.until from network.kind k left join network.unit p on p.id = k.added_by
                                where k.code = ? and (k.added_by is null or p.province = ?)
                                """)
                        .params(kind, province.number())
                        .query(InForce.class)
                        .optional()
                        .orElseThrow(() -> Refused.field("kind", "network.refused.choice"));
        if (day.isBefore(days.since)) {
            throw Refused.field("kind", "network.kind.not-yet", days.since.toString());
        }
        if (days.until != null && !day.isBefore(days.until)) {
            throw Refused.field("kind", "network.kind.no-more", days.until.toString());
        }
        return level(kind);
    }

    /**
     * Where a division of a level hangs below a place: in the one grouping code between them, if
     * there is one.
     */
    UnitId parentFor(Place place, @Nullable Integer level) {
        Integer above = level(place);
        if (above == null) {
            throw Refused.field("parent", "network.refused.not-territory", place.name());
        }
        if (level == null || level == place.depth() + 1) {
            return place.id();
        }
        if (level == place.depth() + 2) {
            var grouping =
                    jdbc.sql(
                                    "select id from network.unit where parent = ? and not shown and closed_on is null")
                            .param(place.id().value())
                            .query(UUID.class)
                            .list();
            if (grouping.size() == 1) {
                return new UnitId(grouping.getFirst());
            }
        }
        throw Refused.field("kind", "network.refused.level", place.name());
    }

    private @Nullable Integer level(Place place) {
        return place.kind().equals("nation") ? Integer.valueOf(0) : level(place.kind());
    }
}
