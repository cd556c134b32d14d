package niangjia.contact.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.help.AskForHer;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A relay (接力): one need, several holders one after another. Who has it stays answerable until the
 * next has accepted.
 */
@Component
public class Relays {

    /** Kinds of a relay; the relay out of poverty is one. */
    public static final List<String> KINDS = List.of("POVERTY_RELIEF", "CHILDREN", "WORK", "OTHER");

    private record Relay(Province province, UUID id, UUID woman, SeatId holder, UUID leg) {

        HerPage page() {
            return new HerPage(province, woman);
        }
    }

    private record Offer(Province province, UUID relay, UUID woman, UUID leg) {}

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final AskForHer askForHer;
    private final Network network;
    private final Messages messages;
    private final Keys keys;
    private final Clock clock;

    Relays(
            JdbcClient jdbc,
            Pairings pairings,
            AskForHer askForHer,
            Network network,
            Messages messages,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.askForHer = askForHer;
        this.network = network;
        this.messages = messages;
        this.keys = keys;
        this.clock = clock;
    }

    /** A need that one holder alone does not settle; who begins holds it first. */
    @Transactional
    public UUID begin(SeatHeld member, UUID pairing, String kind, String need) {
        Pairings.Row row =
                pairings.held(member.seat(), pairing)
                        .orElseThrow(() -> Refused.because("contact.refused.not-there"));
        if (!KINDS.contains(kind)) {
            throw Refused.field("kind", "contact.need.kind");
        }
        String said = said(need);
        UUID relay = Ids.next(clock);
        jdbc.sql(
                        "insert into contact.relay (province, id, woman, kind, need, begun_at) values (?, ?, ?, ?, ?, ?)")
                .param(row.province().number())
                .param(relay)
                .param(row.woman())
                .param(kind)
                .param(keys.close(Written.RELAY_NEED.in(row.province(), relay), said))
                .param(now())
                .update();
        leg(row.province(), relay, member.seat(), null, true);
        enter(row.page(), member, "contact.relay-begun");
        return relay;
    }

    /** It is offered to a next holder, with what is left to do. */
    @Transactional
    public void offer(SeatHeld member, UUID relay, SeatId next, String toDo) {
        Relay mine = mine(member, relay);
        String said = said(toDo);
        if (next.equals(member.seat())
                || network.seat(next)
                        .filter(s -> s.place().province().equals(member.place().province()))
                        .isEmpty()) {
            throw Refused.field("next", "contact.relay.next.nobody");
        }
        boolean offered =
                jdbc.sql(
                                "select exists (select from contact.leg where province = ? and relay = ? and accepted_at is null and declined_at is null)")
                        .params(mine.province.number(), relay)
                        .query(Boolean.class)
                        .single();
        if (offered) {
            throw Refused.because("contact.relay.offered-already");
        }
        leg(mine.province, relay, next, said, false);
        enter(mine.page(), member, "contact.relay-offered");
        tell(mine.province, next, "contact.told.relay-offered");
    }

    /** The next holder has it now, and the former is free. */
    @Transactional
    public void accept(SeatHeld member, UUID relay) {
        Offer offer = offered(member, relay);
        UUID former =
                jdbc.sql(
                                "update contact.leg set ended_at = ? where province = ? and relay = ? and accepted_at is not null and ended_at is null returning seat")
                        .params(now(), offer.province.number(), relay)
                        .query(UUID.class)
                        .single();
        jdbc.sql("update contact.leg set accepted_at = ? where province = ? and id = ?")
                .params(now(), offer.province.number(), offer.leg)
                .update();
        enter(new HerPage(offer.province, offer.woman), member, "contact.relay-accepted");
        tell(offer.province, new SeatId(former), "contact.told.relay-accepted");
    }

    /** Without a penalty, and the former goes on. */
    @Transactional
    public void decline(SeatHeld member, UUID relay) {
        Offer offer = offered(member, relay);
        jdbc.sql("update contact.leg set declined_at = ? where province = ? and id = ?")
                .params(now(), offer.province.number(), offer.leg)
                .update();
        enter(new HerPage(offer.province, offer.woman), member, "contact.relay-declined");
        jdbc.sql(
                        "select seat from contact.leg where province = ? and relay = ? and accepted_at is not null and ended_at is null")
                .params(offer.province.number(), relay)
                .query(UUID.class)
                .optional()
                .ifPresent(holder ->
                        tell(offer.province, new SeatId(holder), "contact.told.relay-declined"));
    }

    /** Nothing is left to do. */
    @Transactional
    public void end(SeatHeld member, UUID relay) {
        Relay mine = mine(member, relay);
        jdbc.sql(
                        "delete from contact.leg where province = ? and relay = ? and accepted_at is null and declined_at is null")
                .params(mine.province.number(), relay)
                .update();
        jdbc.sql("update contact.leg set ended_at = ? where province = ? and id = ?")
                .params(now(), mine.province.number(), mine.leg)
                .update();
        jdbc.sql("update contact.relay set ended_at = ? where province = ? and id = ?")
                .params(now(), mine.province.number(), relay)
                .update();
        enter(mine.page(), member, "contact.relay-ended");
    }

    private void leg(
            Province province, UUID relay, SeatId seat, @Nullable String toDo, boolean accepted) {
        UUID id = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into contact.leg (province, id, relay, number, seat, offered_at, accepted_at, to_do)
                        select :province, :id, :relay, coalesce(max(number), 0) + 1, :seat, :now,
                          case when :accepted then cast(:now as timestamptz) end, :left
                        from contact.leg where province = :province and relay = :relay
                        """)
                .param("province", province.number())
                .param("id", id)
                .param("relay", relay)
                .param("seat", seat.value())
                .param("now", now())
                .param("accepted", accepted)
                .param("left", keys.closeIfAny(Written.LEFT_TO_DO.in(province, id), toDo))
                .update();
    }

    private Relay mine(SeatHeld member, UUID relay) {
        return jdbc.sql(
                        """
                        select r.province, r.woman, l.id as leg from contact.leg l
                        join contact.relay r on r.province = l.province and r.id = l.relay
                        where l.seat = ? and l.relay = ? and l.accepted_at is not null and l.ended_at is null
                        for update of r
                        """)
                .params(member.seat().value(), relay)
                .query((row, n) ->
                        new Relay(
                                new Province(row.getShort("province")),
                                relay,
                                row.getObject("woman", UUID.class),
                                member.seat(),
                                row.getObject("leg", UUID.class)))
                .optional()
                .orElseThrow(() -> Refused.because("contact.relay.not-yours"));
    }

    private Offer offered(SeatHeld member, UUID relay) {
        Optional<Offer> offer =
                jdbc.sql(
                                """
                                select r.province, r.woman, l.id as leg from contact.leg l
                                join contact.relay r on r.province = l.province and r.id = l.relay
                                where l.seat = ? and l.relay = ? and l.accepted_at is null and l.declined_at is null
                                for update of r, l
                                """)
                        .params(member.seat().value(), relay)
                        .query((row, n) ->
                                new Offer(
                                        new Province(row.getShort("province")),
                                        relay,
                                        row.getObject("woman", UUID.class),
                                        row.getObject("leg", UUID.class)))
                        .optional();
        return offer.orElseThrow(() -> Refused.because("contact.relay.not-yours"));
    }

    private String said(String typed) {
        String said = typed.strip();
        if (said.isEmpty() || said.length() > Visits.LONGEST) {
            throw Refused.field("words", "contact.relay.words", Visits.LONGEST);
        }
        if (askForHer.wouldBeSealed(null, said)) {
            throw Refused.field("words", "contact.visit.sealed-words");
        }
        return said;
    }

    private void enter(HerPage page, SeatHeld member, String act) {
        UnitId unit = member.place().id();
        pairings.enter(page, unit, act, member.branch(), Door.PAGE);
    }

    private void tell(Province province, SeatId seat, String key) {
        messages.tell(province, new Messages.To.Seat(seat), key, null, false);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
