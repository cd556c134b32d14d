package niangjia.contact.queries;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Points of contact: what is said of them is public. */
@Component
public class ReadPoints {

    /**
     * A point.
     *
     * @param keeper the seat that is met there
     */
    public record Point(
            Province province,
            UUID id,
            UnitId unit,
            String unitName,
            UnitId above,
            String aboveName,
            String kind,
            String name,
            String whereabouts,
            String hours,
            String offers,
            @Nullable SeatId keeper,
            @Nullable String keeperName,
            LocalDate since) {}

    private static final String POINT =
            """
            select c.province, c.id, c.unit, u.name as unit_name, c.above, a.name as above_name, c.kind, c.name,
              c.whereabouts, c.hours, c.offers, c.keeper, k.known_as, c.opened_on
            from contact.point c join network.place u on u.id = c.unit join network.place a on a.id = c.above
            left join network.chair k on k.seat = c.keeper
            where c.closed_on is null
            """;

    private final JdbcClient jdbc;

    ReadPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a unit, by name. */
    public List<Point> of(Scope scope, UnitId unit, int limit) {
        return points(
                jdbc.sql(POINT + " and c.unit = ? order by c.name, c.id limit ?")
                        .params(unit.value(), limit));
    }

    /** Those that a federation keeps or that stand in its own unit, by name. */
    public List<Point> kept(Scope.Branch scope, int limit) {
        return points(
                jdbc.sql(POINT + " and (c.above = ? or c.unit = ?) order by c.name, c.id limit ?")
                        .params(scope.unit().value(), scope.unit().value(), limit));
    }

    public Optional<Point> one(Scope scope, UUID id) {
        return points(jdbc.sql(POINT + " and c.id = ?").param(id)).stream().findFirst();
    }

    private static List<Point> points(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, n) -> {
                    UUID keeper = row.getObject("keeper", UUID.class);
                    return new Point(
                            new Province(row.getShort("province")),
                            row.getObject("id", UUID.class),
                            new UnitId(row.getObject("unit", UUID.class)),
                            row.getString("unit_name"),
                            new UnitId(row.getObject("above", UUID.class)),
                            row.getString("above_name"),
                            row.getString("kind"),
                            row.getString("name"),
                            row.getString("whereabouts"),
                            row.getString("hours"),
                            row.getString("offers"),
                            keeper == null ? null : new SeatId(keeper),
                            row.getString("known_as"),
                            row.getObject("opened_on", LocalDate.class));
                })
                .list();
    }
}
