package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A federation beside the territory looks after none, one or several places, each from a day to a
 * day. Its own seats name places of the federation above it; who sits higher names any of her
 * branch.
 */
@Component
public class CoverPlaces {

    private final Network network;
    private final Guard guard;
    private final Units units;
    private final JdbcClient jdbc;

    CoverPlaces(Network network, Guard guard, Units units, JdbcClient jdbc) {
        this.network = network;
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
    }

    /** Where the places lie that she may name for this federation. */
    public Scope.Branch reach(Scope.Branch who, UnitId unit) {
        Place place = beside(guard.seen(who, unit));
        UnitId above = place.parent();
        if (above == null || !who.unit().equals(unit)) {
            return who;
        }
        Place parent = network.place(above).orElseThrow(NoSuchUnit::new);
        return new Scope.Branch(
                who.seat(), who.person(), parent.id(), parent.position(), parent.last());
    }

    @Transactional
    public void begin(Scope.Branch who, UnitId unit, UnitId covered, LocalDate day) {
        Place place = beside(guard.open(who, unit));
        Place territory = network.place(covered).orElseThrow(NoSuchUnit::new);
        if (!territory.shown() || !reach(who, unit).covers(territory.position())) {
            throw new NoSuchUnit();
        }
        if (territory.closed()) {
            throw Refused.field("place", "network.refused.closed", territory.name());
        }
        if (territory.parent() == null || units.level(territory.kind()) == null) {
            throw Refused.field("place", "network.refused.not-territory", territory.name());
        }
        LocalDate from = units.happened(day);
        LocalDate there =
                jdbc.sql(
                                """
                                select min(since) from (
                                  select since from network.unit where id = :unit
                                  union all select lower(during) from network.past where unit = :unit) versions
                                """)
                        .param("unit", unit.value())
                        .query(LocalDate.class)
                        .single();
        if (from.isBefore(there)) {
            throw Refused.field("day", "network.refused.day-before", there.toString());
        }
        takeTurns(unit);
        boolean already =
                jdbc.sql(
                                "select exists (select from network.coverage where unit = ? and covers = ? and during && daterange(cast(? as date), null))")
                        .params(unit.value(), covered.value(), from)
                        .query(Boolean.class)
                        .single();
        if (already) {
            throw Refused.field("place", "network.coverage.already", territory.name());
        }
        jdbc.sql(
                        "insert into network.coverage (unit, covers, during) values (?, ?, daterange(cast(? as date), null))")
                .params(unit.value(), covered.value(), from)
                .update();
        units.changed(place, "network.act.covers", who);
    }

    @Transactional
    public void end(Scope.Branch who, UnitId unit, UnitId covered, LocalDate day) {
        Place place = beside(guard.open(who, unit));
        LocalDate until = units.happened(day);
        takeTurns(unit);
        LocalDate since =
                jdbc.sql(
                                "select lower(during) from network.coverage where unit = ? and covers = ? and upper_inf(during)")
                        .params(unit.value(), covered.value())
                        .query(LocalDate.class)
                        .optional()
                        .orElseThrow(NoSuchUnit::new);
        if (until.isBefore(since)) {
            throw Refused.field("day", "network.refused.day-before", since.toString());
        }
        // What ends on the day it began was a mistake and is taken back.
        jdbc.sql(
                        until.equals(since)
                                ? "delete from network.coverage where unit = :unit and covers = :covers and upper_inf(during)"
                                : "update network.coverage set during = daterange(lower(during), cast(:until as date)) where unit = :unit and covers = :covers and upper_inf(during)")
                .param("unit", unit.value())
                .param("covers", covered.value())
                .param("until", until)
                .update();
        units.changed(place, "network.act.covers-no-more", who);
    }

    private Place beside(Place place) {
        if (units.level(place.kind()) != null) {
            throw new NoSuchUnit();
        }
        return place;
    }

    private void takeTurns(UnitId unit) {
        jdbc.sql("select id from network.unit where id = ? for no key update")
                .param(unit.value())
                .query()
                .listOfRows();
    }
}
