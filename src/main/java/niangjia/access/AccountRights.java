package niangjia.access;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose accounts somebody may open: from above by her own post, or by a right that was handed to
 * her, which never reaches the units that its givers sit in, nor a giver herself wherever she sits.
 */
@Component
class AccountRights {

    private static final Set<String> MAY = Set.of("CHAIR", "VICE_CHAIR", "CADRE");

    /**
     * A right handed on, as it reaches today.
     *
     * @param units of all who gave it
     * @param hands their seats and they themselves
     */
    private record Handed(long first, long last, Set<UUID> units, Set<UUID> hands) {

        boolean covers(Place place) {
            return first <= place.position()
                    && place.position() <= last
                    && !units.contains(place.id().value());
        }

        boolean reaches(SeatHeld seat) {
            return covers(seat.place())
                    && !hands.contains(seat.seat().value())
                    && !hands.contains(seat.holder().value());
        }
    }

    private final JdbcClient jdbc;
    private final Network network;
    private final Clock clock;

    AccountRights(JdbcClient jdbc, Network network, Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.clock = clock;
    }

    /** By her own post. */
    static boolean leads(SeatHeld who) {
        return MAY.contains(who.post());
    }

    /** The accounts of a place are hers to see. */
    boolean sees(SeatHeld who, Place place) {
        return leads(who) && who.branch().covers(place.position())
                || handed(who).stream()
                        .anyMatch(h -> h.first <= place.position() && place.position() <= h.last);
    }

    /** Whom she does not see of a place, seats or persons; none if she sees nobody there. */
    Optional<Set<UUID>> unseen(SeatHeld who, Place place) {
        return leads(who) && who.branch().covers(place.position())
                ? Optional.of(Set.of())
                : handed(who).stream()
                        .filter(h -> h.covers(place))
                        .map(Handed::hands)
                        .reduce((some, others) -> {
                            Set<UUID> both = new HashSet<>(some);
                            both.retainAll(others);
                            return both;
                        });
    }

    /**
     * An account acts from all seats of its holder: who gives it back from below would otherwise
     * come into a seat above or beside her.
     */
    boolean reaches(SeatHeld who, SeatHeld seat) {
        List<SeatHeld> all = seats(seat);
        return reachesByHerOwn(who, seat)
                || handed(who).stream().anyMatch(h -> all.stream().allMatch(h::reaches));
    }

    /** Of two signatures the second is given by one's own right only. */
    boolean reachesByHerOwn(SeatHeld who, SeatHeld seat) {
        return leads(who)
                && seats(seat).stream().allMatch(s -> who.branch().covers(s.place().position()));
    }

    private List<SeatHeld> seats(SeatHeld seat) {
        return Stream.concat(Stream.of(seat), network.seatsOf(seat.holder()).stream()).toList();
    }

    /**
     * She and all who handed such a right to her, seats and persons: where one of them has signed,
     * she has.
     */
    Set<UUID> hands(SeatHeld who) {
        Set<UUID> all = new HashSet<>(Set.of(who.seat().value(), who.holder().value()));
        handed(who).forEach(h -> all.addAll(h.hands));
        return all;
    }

    private List<Handed> handed(SeatHeld who) {
        return jdbc.sql(
                        """
                        select h.first, h.last, h.givers, array(select hand from network.hands_before(h.id) b
                          cross join lateral (values (b.seat), (b.holder)) v (hand)) as hands
                        from network.handed(:seat, :day) h where h.duty = 'ACCOUNTS'
                        """)
                .param("seat", who.seat().value())
                .param("day", LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE))
                .query((row, n) ->
                        new Handed(
                                row.getLong("first"),
                                row.getLong("last"),
                                Set.copyOf(List.of((UUID[]) row.getArray("givers").getArray())),
                                Set.copyOf(List.of((UUID[]) row.getArray("hands").getArray()))))
                .list();
    }
}
