package niangjia.contact.tasks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.SeatFilled;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.network.UnitClosed;
import niangjia.network.WorkingTime;
import niangjia.shared.SeatId;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the net does, pairings follow, within the same act: a closed unit's go to who leads its
 * successor, and where nobody does they stand in a list until somebody decides.
 */
@Component
class FollowTheNet {

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final Network network;
    private final Messages messages;
    private final Sums sums;
    private final Clock clock;

    FollowTheNet(
            JdbcClient jdbc,
            Pairings pairings,
            Network network,
            Messages messages,
            Sums sums,
            Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.network = network;
        this.messages = messages;
        this.sums = sums;
        this.clock = clock;
    }

    @EventListener
    void on(UnitClosed closed) {
        for (String table : List.of("woman", "proposed")) {
            jdbc.sql("update contact." + table + " set place = ? where place = ?")
                    .params(closed.successor().value(), closed.unit().value())
                    .update();
        }
        points(closed);
        List<SeatId> seats =
                jdbc.sql(
                                """
                                select c.seat from network.chair c where c.unit = ?
                                  and (exists (select from contact.pairing p where p.seat = c.seat)
                                    or exists (select from contact.leg l where l.seat = c.seat and l.ended_at is null
                                      and l.declined_at is null))
                                """)
                        .param(closed.unit().value())
                        .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                        .list();
        List<SeatHeld> there = network.people(closed.successor());
        if (seats.isEmpty() || there.isEmpty()) {
            return;
        }
        SeatHeld first = there.getFirst();
        pairings.hand(seats, null, List.of(first.seat()), null);
        tell(first, "contact.told.after-closing");
    }

    private void points(UnitClosed closed) {
        int moved =
                jdbc.sql(
                                "update contact.point set unit = ?, version = version + 1 where unit = ? and closed_on is null")
                        .params(closed.successor().value(), closed.unit().value())
                        .update();
        if (moved > 0) {
            sums.add(closed.unit(), Counted.POINT, -moved);
            sums.add(closed.successor(), Counted.POINT, moved);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        jdbc.sql(
                        "update contact.point set above = ?, version = version + 1 where above = ? and (closed_on is null or closed_on > ?)")
                .params(closed.successor().value(), closed.unit().value(), today)
                .update();
    }

    /** Whoever sits down finds the households of the seat. */
    @EventListener
    void on(SeatFilled filled) {
        boolean any =
                jdbc.sql("select exists (select from contact.pairing where seat = ?)")
                        .param(filled.seat().value())
                        .query(Boolean.class)
                        .single();
        if (any) {
            network.seat(filled.seat()).ifPresent(seat -> tell(seat, "contact.told.inherited"));
        }
    }

    private void tell(SeatHeld seat, String key) {
        messages.tell(seat.place().province(), new Messages.To.Seat(seat.seat()), key, null, false);
    }
}
