package niangjia.contact.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A term ends or somebody moves: all pairings of a seat go to one seat or several, in one act. Who
 * sits down in the same seat inherits them without any.
 */
@Component
public class HandOver {

    private static final Set<String> LEADS = Set.of("CHAIR", "VICE_CHAIR", "CADRE");
    private static final int MOST = 60;

    private record Chair(UUID unit, long position, short province) {}

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final Network network;
    private final Messages messages;
    private final Records records;
    private final Clock clock;

    HandOver(
            JdbcClient jdbc,
            Pairings pairings,
            Network network,
            Messages messages,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.network = network;
        this.messages = messages;
        this.records = records;
        this.clock = clock;
    }

    /** Whether a seat decides for others of its place and below. */
    public static boolean leads(SeatHeld member) {
        return LEADS.contains(member.post());
    }

    /** How many pairings went on. */
    @Transactional
    public int all(SeatHeld member, SeatId from, List<SeatId> to) {
        Chair source = source(member, from);
        List<SeatId> targets = to.stream().distinct().filter(seat -> !seat.equals(from)).toList();
        if (targets.isEmpty() || targets.size() > MOST) {
            throw Refused.field("to", "contact.hand.to");
        }
        List<SeatHeld> held = network.seats(targets);
        boolean fit =
                held.size() == targets.size()
                        && held.stream().allMatch(seat -> reaches(member, seat));
        if (!fit) {
            throw Refused.field("to", "contact.hand.to");
        }
        List<Pairings.Handed> handed = pairings.hand(List.of(from), null, targets, member.seat());
        for (Pairings.Handed one : handed) {
            messages.tell(
                    new Province(source.province),
                    new Messages.To.Seat(one.to()),
                    "contact.told.handed",
                    null,
                    false);
        }
        records.enter(
                new Entry(
                        new Province(source.province),
                        clock.instant(),
                        "contact.handed-over",
                        Door.PAGE,
                        member.seat(),
                        member.holder(),
                        new UnitId(source.unit),
                        null,
                        false,
                        null));
        return handed.stream().mapToInt(Pairings.Handed::pairings).sum();
    }

    /**
     * Her own seat; who leads, any seat of her place and below, or of a unit that hers succeeds.
     */
    private Chair source(SeatHeld member, SeatId from) {
        Chair chair =
                jdbc.sql("select unit, position, province from network.chair where seat = ?")
                        .param(from.value())
                        .query(Chair.class)
                        .optional()
                        .orElseThrow(() -> Refused.field("from", "contact.hand.from"));
        boolean own = from.equals(member.seat());
        boolean below =
                leads(member)
                        && (member.branch().covers(chair.position)
                                || succeeded(member.place().id(), chair.unit));
        if (!own && !below) {
            throw Refused.field("from", "contact.hand.from");
        }
        return chair;
    }

    private boolean reaches(SeatHeld member, SeatHeld to) {
        return leads(member)
                ? member.branch().covers(to.place().position())
                : to.place().id().equals(member.place().id());
    }

    private boolean succeeded(UnitId unit, UUID closed) {
        return jdbc.sql(
                        """
                        with recursive on_from as (
                          select s.successor from network.succession s where s.unit = :closed
                          union select s.successor from on_from o join network.succession s on s.unit = o.successor)
                        select exists (select from on_from where successor = :unit)
                        """)
                .param("closed", closed)
                .param("unit", unit.value())
                .query(Boolean.class)
                .single();
    }
}
