package niangjia.contact.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Relays, as those who hold them read them. */
@Component
public class ReadRelays {

    /** A relay in a list. */
    public record Line(
            UUID id,
            String kind,
            Instant begunAt,
            @Nullable Instant endedAt,
            @Nullable String holder,
            boolean offered) {}

    /** A holder of it, one after another. */
    public record Leg(
            int number,
            @Nullable String who,
            @Nullable String unit,
            Instant offeredAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant declinedAt,
            @Nullable Instant endedAt,
            @Nullable String toDo) {}

    /** A relay with all its legs. */
    public record Opened(
            UUID id,
            HerPage page,
            String name,
            String kind,
            @Nullable String need,
            Instant begunAt,
            @Nullable Instant endedAt,
            boolean mine,
            boolean offeredToMe,
            boolean offered,
            List<Leg> legs) {}

    /** Who could take it over. */
    public record Next(SeatId seat, String name, String unit) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReadRelays(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    private static final String LINE =
            """
            select r.id, r.kind, r.begun_at, r.ended_at,
              (select c.known_as from contact.leg h left join network.chair c on c.seat = h.seat
                where h.province = r.province and h.relay = r.id and h.accepted_at is not null and h.ended_at is null) as holder,
              exists (select from contact.leg o where o.province = r.province and o.relay = r.id and o.seat = :seat
                and o.accepted_at is null and o.declined_at is null) as offered
            from contact.relay r
            """;

    /** Those that this seat holds or is offered. */
    public List<Line> mine(Scope.Branch scope) {
        return jdbc.sql(
                        LINE
                                + """
                                join contact.leg l on l.province = r.province and l.relay = r.id
                                where l.seat = :seat and l.ended_at is null and l.declined_at is null and r.ended_at is null
                                order by r.begun_at, r.id limit 100
                                """)
                .param("seat", scope.seat().value())
                .query(ReadRelays::line)
                .list();
    }

    /** Those of a woman in which the seat has, or had, a part. */
    List<Line> hers(Scope.Branch scope, HerPage page) {
        return jdbc.sql(
                        LINE
                                + """
                                where r.province = :province and r.woman = :woman and exists (select from contact.leg l
                                  where l.province = r.province and l.relay = r.id and l.seat = :seat)
                                order by r.begun_at desc, r.id limit 20
                                """)
                .param("seat", scope.seat().value())
                .param("province", page.province().number())
                .param("woman", page.woman())
                .query(ReadRelays::line)
                .list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getTimestamp("begun_at").toInstant(),
                at(row, "ended_at"),
                row.getString("holder"),
                row.getBoolean("offered"));
    }

    /** For whoever holds it, held it, or is offered it. */
    public Optional<Opened> open(Scope.Branch scope, UUID relay) {
        return jdbc.sql(
                        """
                        select r.province, r.woman, r.kind, r.need, r.begun_at, r.ended_at, w.known_as,
                          exists (select from contact.leg h where h.province = r.province and h.relay = r.id and h.seat = :seat
                            and h.accepted_at is not null and h.ended_at is null) as mine,
                          exists (select from contact.leg o where o.province = r.province and o.relay = r.id and o.seat = :seat
                            and o.accepted_at is null and o.declined_at is null) as offered_to_me,
                          exists (select from contact.leg o where o.province = r.province and o.relay = r.id
                            and o.accepted_at is null and o.declined_at is null) as offered
                        from contact.relay r
                        left join contact.woman w on w.province = r.province and w.id = r.woman and w.restricted_at is null
                        where (r.province, r.id) in (select l.province, l.relay from contact.leg l
                          where l.relay = :relay and l.seat = :seat and l.declined_at is null)
                        """)
                .param("seat", scope.seat().value())
                .param("relay", relay)
                .query((row, n) -> {
                    var page =
                            new HerPage(
                                    new Province(row.getShort("province")),
                                    row.getObject("woman", UUID.class));
                    String name =
                            keys.openIfAny(
                                    Written.NAME.in(page.province(), page.woman()),
                                    row.getBytes("known_as"));
                    return new Opened(
                            relay,
                            page,
                            name == null ? "" : name,
                            row.getString("kind"),
                            keys.openIfAny(
                                    Written.RELAY_NEED.in(page.province(), relay),
                                    row.getBytes("need")),
                            row.getTimestamp("begun_at").toInstant(),
                            at(row, "ended_at"),
                            row.getBoolean("mine"),
                            row.getBoolean("offered_to_me"),
                            row.getBoolean("offered"),
                            List.of());
                })
                .optional()
                .map(found ->
                        new Opened(
                                found.id,
                                found.page,
                                found.name,
                                found.kind,
                                found.need,
                                found.begunAt,
                                found.endedAt,
                                found.mine,
                                found.offeredToMe,
                                found.offered,
                                legs(found.page.province(), relay)));
    }

    List<Leg> legs(Province province, UUID relay) {
        return jdbc.sql(
                        """
                        select l.id, l.number, l.offered_at, l.accepted_at, l.declined_at, l.ended_at, l.to_do, c.known_as, u.name
                        from contact.leg l left join network.chair c on c.seat = l.seat
                        left join network.place u on u.id = c.unit
                        where l.province = ? and l.relay = ? order by l.number limit 100
                        """)
                .params(province.number(), relay)
                .query((row, n) ->
                        new Leg(
                                row.getInt("number"),
                                row.getString("known_as"),
                                row.getString("name"),
                                row.getTimestamp("offered_at").toInstant(),
                                at(row, "accepted_at"),
                                at(row, "declined_at"),
                                at(row, "ended_at"),
                                keys.openIfAny(
                                        Written.LEFT_TO_DO.in(
                                                province, row.getObject("id", UUID.class)),
                                        row.getBytes("to_do"))))
                .list();
    }

    /** Seats of her unit and of those above, up to the county, and right below. */
    public List<Next> next(Scope.Branch scope) {
        return jdbc.sql(
                        """
                        select d.seat, d.known_as, u.name from network.place me
                        join network.place u on u.position = any (network.upwards(me.position)) and u.depth between 3 and me.depth
                          or u.parent = me.id and u.closed_on is null
                        join network.desk d on d.unit = u.id
                        where me.id = :unit and d.seat <> :seat
                        order by u.depth desc, u.position, d.known_as limit 100
                        """)
                .param("unit", scope.unit().value())
                .param("seat", scope.seat().value())
                .query((row, n) ->
                        new Next(
                                new SeatId(row.getObject("seat", UUID.class)),
                                row.getString("known_as"),
                                row.getString("name")))
                .list();
    }

    static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
