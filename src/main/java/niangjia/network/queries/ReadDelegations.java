package niangjia.network.queries;

import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rights handed on: what she gave, what she got, to whom she may give. */
@Component
public class ReadDelegations {

    /**
     * A right that was handed to her and stands today.
     *
     * @param kinds none: every kind
     * @param first what it reaches today, as an interval of the tree
     * @param until the last day of the whole chain
     * @param givers the units of all who gave it
     */
    public record Got(
            UUID id,
            String duty,
            List<String> kinds,
            UnitId place,
            String placeName,
            long first,
            long last,
            LocalDate until,
            String giver,
            String giverPlace,
            List<UUID> givers) {

        public boolean covers(long position) {
            return first <= position && position <= last;
        }
    }

    /**
     * A right that she handed on, today or in the last year.
     *
     * @param standing it counts today; else it has ended, or one who gave it before has left
     */
    public record Given(
            UUID id,
            String duty,
            List<String> kinds,
            String placeName,
            LocalDate from,
            LocalDate until,
            @Nullable String taker,
            String takerPlace,
            boolean passedOn,
            boolean standing) {}

    /** Somebody whom she may hand a right to. */
    public record Taker(UUID seat, String knownAs, String post, String place) {}

    /** Somebody who gave it, from one of her seats. */
    public record Hand(UUID seat, UUID holder) {}

    private final JdbcClient jdbc;

    ReadDelegations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Got> got(Scope.Branch who, LocalDate day) {
        return jdbc.sql(
                        """
                        select h.id, h.duty, h.kinds, p.id as place, p.name, h.first, h.last, h.until, h.givers,
                          g.known_as as giver, gu.name as giver_place
                        from network.handed(:seat, :day) h
                        join network.delegation d on d.id = h.id and d.taker = :person
                        join network.unit p on p.id = d.place
                        join network.seat g on g.id = d.giver_seat
                        join network.unit gu on gu.id = g.unit
                        order by h.until, h.id limit 200
                        """)
                .param("seat", who.seat().value())
                .param("person", who.person().value())
                .param("day", day)
                .query((row, n) ->
                        new Got(
                                row.getObject("id", UUID.class),
                                row.getString("duty"),
                                texts(row.getArray("kinds")),
                                new UnitId(row.getObject("place", UUID.class)),
                                row.getString("name"),
                                row.getLong("first"),
                                row.getLong("last"),
                                row.getObject("until", LocalDate.class),
                                row.getString("giver"),
                                row.getString("giver_place"),
                                List.of((UUID[]) row.getArray("givers").getArray())))
                .list();
    }

    public List<Given> given(Scope.Branch who, LocalDate day) {
        return jdbc.sql(
                        """
                        select d.id, d.duty, d.kinds, p.name, lower(d.during) as since, upper(d.during) - 1 as until,
                          t.known_as as taker, tu.name as taker_place, d.via is not null as passed_on,
                          exists (select from network.handed(d.taker_seat, :day) h where h.id = d.id) as standing
                        from network.delegation d
                        join network.unit p on p.id = d.place
                        join network.seat t on t.id = d.taker_seat
                        join network.unit tu on tu.id = t.unit
                        where d.giver_seat = :seat and d.giver = :person and upper(d.during) > :day - 365
                        order by d.given_at desc, d.id limit 100
                        """)
                .param("seat", who.seat().value())
                .param("person", who.person().value())
                .param("day", day)
                .query((row, n) ->
                        new Given(
                                row.getObject("id", UUID.class),
                                row.getString("duty"),
                                texts(row.getArray("kinds")),
                                row.getString("name"),
                                row.getObject("since", LocalDate.class),
                                row.getObject("until", LocalDate.class),
                                row.getString("taker"),
                                row.getString("taker_place"),
                                row.getBoolean("passed_on"),
                                row.getBoolean("standing")))
                .list();
    }

    /** The hands that a right went through until it came to her. */
    public List<Hand> handsBefore(Scope.Branch who, UUID delegation) {
        return jdbc.sql(
                        """
                        select b.seat, b.holder from network.hands_before(:id) b
                        where exists (select from network.delegation d where d.id = :id and d.taker_seat = :seat)
                        """)
                .param("id", delegation)
                .param("seat", who.seat().value())
                .query(Hand.class)
                .list();
    }

    /** Seats at or below her place that others hold, by the name of the holder or the place. */
    public List<Taker> takers(Scope.Branch who, UnitId at, String typed) {
        return jdbc.sql(
                        """
                        select s.id as seat, s.known_as, s.post, u.name as place from network.seat s
                        join network.unit u on u.id = s.unit
                        where s.holder is not null and s.holder <> :person and u.closed_on is null
                          and u.position between :first and :last
                          and case when :typed = '' then u.id = :at
                            else position(:typed in s.known_as) > 0 or position(:typed in u.name) > 0 end
                        order by u.depth, u.position, s.known_as, s.id limit 40
                        """)
                .param("person", who.person().value())
                .param("first", who.first())
                .param("last", who.last())
                .param("at", at.value())
                .param("typed", typed)
                .query(Taker.class)
                .list();
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
