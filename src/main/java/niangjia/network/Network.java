package niangjia.network;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.network.queries.FindPlaces;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The net as other modules see it: places, what stands above them, who sits where. */
@Service
public class Network {

    /** The demonstration's fictional province: a number that GB/T 2260 does not use. */
    public static final Province FICTIONAL = new Province((short) 99);

    private static final String PLACE =
            "select u.id, u.province, u.code, u.name, u.kind, u.parent, u.depth, u.position, u.last, u.shown,"
                    + " u.standing, u.closed_on is not null as closed from network.unit u ";

    private static final RowMapper<Place> AS_PLACE =
            (row, n) ->
                    new Place(
                            UnitId.of(row.getString("id")),
                            new Province(row.getShort("province")),
                            row.getString("code"),
                            row.getString("name"),
                            row.getString("kind"),
                            row.getString("parent") == null
                                    ? null
                                    : UnitId.of(row.getString("parent")),
                            row.getInt("depth"),
                            row.getLong("position"),
                            row.getLong("last"),
                            row.getBoolean("shown"),
                            Place.Standing.valueOf(row.getString("standing")),
                            row.getBoolean("closed"));

    private static final RowMapper<SeatHeld> AS_SEAT =
            (row, n) ->
                    new SeatHeld(
                            SeatId.of(row.getString("seat")),
                            new PersonId(java.util.UUID.fromString(row.getString("holder"))),
                            row.getString("known_as"),
                            row.getString("post"),
                            row.getString("skills"),
                            row.getBoolean("on_duty"),
                            java.util.Objects.requireNonNull(AS_PLACE.mapRow(row, n)));

    private static final String SEAT =
            "select s.id as seat, s.holder, s.known_as, s.post, s.skills, s.on_duty, u.id, u.province, u.code, u.name, u.kind,"
                    + " u.parent, u.depth, u.position, u.last, u.shown, u.standing, u.closed_on is not null as closed"
                    + " from network.seat s join network.unit u on u.id = s.unit ";

    private final JdbcClient jdbc;
    private final FindPlaces places;

    public Network(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.places = new FindPlaces(jdbc);
    }

    public Optional<Place> place(UnitId unit) {
        return jdbc.sql(PLACE + "where u.id = ?").param(unit.value()).query(AS_PLACE).optional();
    }

    /** The open unit that carries this division code. */
    public Optional<Place> withCode(String code) {
        return jdbc.sql(PLACE + "where u.code = ? and u.closed_on is null")
                .param(code)
                .query(AS_PLACE)
                .optional();
    }

    public Place nation() {
        return jdbc.sql(PLACE + "where u.depth = 0").query(AS_PLACE).single();
    }

    /**
     * The place itself and all above it, the highest first; what is only walked through is left
     * out.
     */
    public List<Place> path(Place place) {
        return jdbc.sql(
                        PLACE
                                + "where u.position = any (network.upwards(?)) and u.depth <= ? and u.shown order by"
                                + " u.depth")
                .param(place.position())
                .param(place.depth())
                .query(AS_PLACE)
                .list();
    }

    public Optional<SeatHeld> seat(SeatId seat) {
        return jdbc.sql(SEAT + "where s.id = ? and s.holder is not null")
                .param(seat.value())
                .query(AS_SEAT)
                .optional();
    }

    /** Those of these seats that somebody holds, in the same order. */
    public List<SeatHeld> seats(List<SeatId> seats) {
        UUID[] ids = seats.stream().map(SeatId::value).toArray(UUID[]::new);
        return jdbc.sql(
                        SEAT
                                + "where s.id = any (?) and s.holder is not null order by array_position(?::uuid[],"
                                + " s.id)")
                .param(ids)
                .param(ids)
                .query(AS_SEAT)
                .list();
    }

    /** The seats that a person holds today, the highest first. */
    public List<SeatHeld> seatsOf(PersonId person) {
        return jdbc.sql(SEAT + "where s.holder = ? and u.closed_on is null order by u.depth, s.id")
                .param(person.value())
                .query(AS_SEAT)
                .list();
    }

    /** Who sits in a unit today, the chair first; at most 60. */
    public List<SeatHeld> people(UnitId unit) {
        return jdbc.sql(
                        SEAT
                                + "where s.unit = ? and s.holder is not null order by array_position(array['CHAIR',"
                                + " 'VICE_CHAIR', 'EXECUTIVE_MEMBER', 'CADRE'], s.post), s.known_as limit 60")
                .param(unit.value())
                .query(AS_SEAT)
                .list();
    }

    /**
     * The shown units right below one, the grouping codes walked through; at most 400, by code and
     * name.
     */
    public List<Place> below(Place place) {
        return jdbc.sql(
                        PLACE
                                + "where u.position between ? and ? and u.closed_on is null and u.shown and (u.parent ="
                                + " ? or u.parent in (select id from network.unit where parent = ? and not shown)) order"
                                + " by u.code nulls last, u.name limit 400")
                .param(place.position())
                .param(place.last())
                .param(place.id().value())
                .param(place.id().value())
                .query(AS_PLACE)
                .list();
    }

    /** Open places that match what was typed, the highest first. */
    public List<FoundPlace> find(String typed, int limit) {
        return places.matching(Scope.everyone(), typed, limit);
    }
}
