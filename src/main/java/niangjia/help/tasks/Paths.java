package niangjia.help.tasks;

import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.help.model.Rung;
import niangjia.help.model.Terms;
import niangjia.network.WorkingDays;
import niangjia.network.WorkingTime;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the way up from a place in one statement: the units, the desk of each, the settings in
 * force.
 */
@Component
class Paths {

    /**
     * The way up from a place.
     *
     * @param chain the place first, the highest last
     */
    record Upwards(short province, List<Rung> chain, Terms terms) {}

    private final JdbcClient jdbc;
    private final WorkingDays workingDays;
    private final Clock clock;

    Paths(JdbcClient jdbc, WorkingDays workingDays, Clock clock) {
        this.jdbc = jdbc;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** Empty chain where the place is closed or unknown. */
    Upwards from(UnitId place, Kind kind, boolean danger) {
        List<Rung> chain = new ArrayList<>();
        Map<String, String> settings = new HashMap<>();
        short[] province = {0};
        jdbc.sql(
                        """
                        select t.id, t.name, t.depth, t.shown, t.code is not null or t.depth = 0 as territory,
                          here.province, d.seat, d.known_as, a.settings
                        from network.place here
                        join network.place t on t.position = any (network.upwards(here.position))
                          and (here.province <> 99 or t.depth > 0)
                        left join lateral (
                          select d.seat, d.known_as from network.duty d
                          where d.unit = t.id and (d.takes = '{}' or :kind = any (d.takes))
                          order by :kind = any (d.takes) desc, d.post = 'EXECUTIVE_MEMBER' desc,
                            uuid_hash_extended(d.seat, here.position), d.seat
                          limit 1) d on true
                        left join lateral (
                          select array_agg(a.name || '=' || a.value) as settings from network.agreed a
                          where a.unit = t.id and starts_with(a.name, 'help.') and a.during @> cast(:day as date)
                        ) a on true
                        where here.id = :place and here.closed_on is null
                        order by t.depth desc
                        """)
                .param("place", place.value())
                .param("kind", kind.word())
                .param("day", Date.valueOf(LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE)))
                .query(row -> {
                    province[0] = row.getShort("province");
                    String seat = row.getString("seat");
                    chain.add(
                            new Rung(
                                    new UnitId(row.getObject("id", UUID.class)),
                                    row.getString("name"),
                                    row.getInt("depth"),
                                    row.getBoolean("shown"),
                                    row.getBoolean("territory"),
                                    seat == null ? null : SeatId.of(seat),
                                    row.getString("known_as")));
                    var agreed = row.getArray("settings");
                    if (agreed != null) {
                        for (String setting : (String[]) agreed.getArray()) {
                            int equals = setting.indexOf('=');
                            settings.putIfAbsent(
                                    setting.substring(0, equals), setting.substring(equals + 1));
                        }
                    }
                });
        return new Upwards(
                province[0],
                List.copyOf(chain),
                Terms.of(settings, workingDays.known(), kind, danger));
    }

    /**
     * Who answers a request that starts from a unit.
     *
     * @param nobodyFrom seats that must not get it
     */
    Route route(Request.Facts facts, UnitId from, Set<SeatId> nobodyFrom) {
        List<Rung> chain = from(from, facts.kind(), facts.danger()).chain();
        return chain.isEmpty()
                ? new Route.Nobody(List.of())
                : Route.along(
                        chain, facts.sealed(), facts.skipVillage(), facts.stayNear(), nobodyFrom);
    }

    /** The desks above a unit, for a request that climbs from there. */
    Route above(UnitId unit, Kind kind, boolean danger) {
        return above(unit, kind, danger, Set.of());
    }

    /**
     * @param nobodyFrom seats that must not get it
     */
    Route above(UnitId unit, Kind kind, boolean danger, Set<SeatId> nobodyFrom) {
        List<Rung> chain = from(unit, kind, danger).chain();
        if (chain.size() < 2) {
            return new Route.Nobody(List.of());
        }
        return Route.along(chain.subList(1, chain.size()), false, false, true, nobodyFrom);
    }
}
