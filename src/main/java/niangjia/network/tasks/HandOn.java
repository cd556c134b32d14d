package niangjia.network.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.RequestKinds;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.queries.ReadDelegations;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands part of a right to another seat, at or below her own place, until a day. She gives only
 * what she holds on that day, and what was handed to her only as it was; the tree and the links are
 * asked again whenever it is used. Sealed matters are not among it.
 */
@Component
public class HandOn {

    /** The longest time, in days, today counted. */
    public static final int LONGEST = 180;

    /** How often a right is passed on at most. */
    private static final int LINKS = 5;

    /**
     * What may be handed on: working on requests, changing the net, reading what is late, or
     * opening accounts and asking to give one back.
     */
    public enum Duty {
        HELP,
        NET,
        LATE,
        ACCOUNTS;

        /** An executive member does not hold it herself. */
        boolean forWhoLeads() {
            return this == NET || this == ACCOUNTS;
        }
    }

    /**
     * What is given.
     *
     * @param kinds of request; none: all
     * @param until the last day
     * @param via the right handed to her that she passes on; none: her own
     */
    public record Gift(
            Duty duty,
            List<String> kinds,
            UnitId place,
            SeatId to,
            LocalDate until,
            @Nullable UUID via) {}

    private final JdbcClient jdbc;
    private final Network network;
    private final Guard guard;
    private final Seats seats;
    private final ReadDelegations delegations;
    private final ObjectProvider<RequestKinds> kinds;
    private final Clock clock;

    HandOn(
            JdbcClient jdbc,
            Network network,
            Guard guard,
            Seats seats,
            ReadDelegations delegations,
            ObjectProvider<RequestKinds> kinds,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.guard = guard;
        this.seats = seats;
        this.delegations = delegations;
        this.kinds = kinds;
        this.clock = clock;
    }

    @Transactional
    public UUID give(Scope.Branch who, Gift gift) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        if (gift.until.isBefore(today) || gift.until.isAfter(today.plusDays(LONGEST - 1))) {
            throw Refused.field("until", "network.handed.until", LONGEST);
        }
        SeatHeld own =
                network.seat(who.seat())
                        .filter(s -> s.holder().equals(who.person()) && !s.place().closed())
                        .orElseThrow(NoSuchUnit::new);
        SeatHeld taker = taker(own, gift.to);
        List<String> known = kinds.orderedStream().flatMap(k -> k.words().stream()).toList();
        List<String> wanted = gift.kinds.stream().distinct().toList();
        if (!known.containsAll(wanted) || gift.duty != Duty.HELP && !wanted.isEmpty()) {
            throw Refused.field("kinds", "network.refused.choice");
        }
        Place place =
                gift.via == null ? ofHerOwn(who, own, gift) : ofWhatSheGot(who, taker, gift, today);
        UUID id = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into network.delegation (id, via, duty, kinds, place, giver_seat, giver, taker_seat, taker,
                          during, given_at)
                        values (:id, :via, :duty, cast(:kinds as text[]), :place, :giverSeat, :giver, :takerSeat, :taker,
                          daterange(:from, :until, '[]'), :now)
                        """)
                .param("id", id)
                .param("via", gift.via)
                .param("duty", gift.duty.name())
                .param("kinds", wanted.isEmpty() ? null : wanted.toArray(String[]::new))
                .param("place", place.id().value())
                .param("giverSeat", who.seat().value())
                .param("giver", who.person().value())
                .param("takerSeat", taker.seat().value())
                .param("taker", taker.holder().value())
                .param("from", today)
                .param("until", gift.until)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        seats.changed(place.province().number(), place.id(), "network.act.handed-on", who);
        return id;
    }

    private SeatHeld taker(SeatHeld own, SeatId to) {
        return network.seat(to)
                .filter(s -> own.branch().covers(s.place().position()) && !s.place().closed())
                .filter(s -> !s.holder().equals(own.holder()))
                .orElseThrow(() -> Refused.field("to", "network.handed.to"));
    }

    private Place ofHerOwn(Scope.Branch who, SeatHeld own, Gift gift) {
        Place place =
                network.place(gift.place)
                        .filter(p -> p.shown() && !p.closed())
                        .filter(p -> own.branch().covers(p.position()))
                        .orElseThrow(NoSuchUnit::new);
        if (gift.duty.forWhoLeads() && own.post().equals("EXECUTIVE_MEMBER")) {
            throw Refused.because("network.refused.post");
        }
        return guard.seen(who, place.id());
    }

    private Place ofWhatSheGot(Scope.Branch who, SeatHeld taker, Gift gift, LocalDate today) {
        ReadDelegations.Got got =
                delegations.got(who, today).stream()
                        .filter(g -> g.id().equals(gift.via) && g.duty().equals(gift.duty.name()))
                        .findFirst()
                        .orElseThrow(() -> Refused.field("via", "network.handed.via"));
        Place place =
                network.place(gift.place)
                        .filter(p -> p.shown() && !p.closed())
                        .filter(p -> got.covers(p.position()))
                        .orElseThrow(NoSuchUnit::new);
        if (gift.until.isAfter(got.until())) {
            throw Refused.field("until", "network.handed.longer", got.until().toString());
        }
        if (!got.kinds().isEmpty()
                && (gift.kinds.isEmpty() || !got.kinds().containsAll(gift.kinds))) {
            throw Refused.field("kinds", "network.handed.kinds");
        }
        List<ReadDelegations.Hand> before = delegations.handsBefore(who, got.id());
        if (before.size() >= LINKS) {
            throw Refused.because("network.handed.far", LINKS);
        }
        if (before.stream()
                .anyMatch(hand ->
                        hand.seat().equals(taker.seat().value())
                                || hand.holder().equals(taker.holder().value()))) {
            throw Refused.field("to", "network.handed.circle");
        }
        return place;
    }

    /** What she gave, or what was given to her: it and all that was passed on of it ends now. */
    @Transactional
    public void withdraw(Scope.Branch who, UUID id) {
        record Ended(UUID place, short province) {}
        Ended ended =
                jdbc.sql(
                                """
                                update network.delegation d set ended_at = :now from network.unit p
                                where d.id = :id and p.id = d.place and d.ended_at is null
                                  and (d.giver_seat = :seat and d.giver = :person or d.taker_seat = :seat and d.taker = :person)
                                returning d.place, p.province
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .param("seat", who.seat().value())
                        .param("person", who.person().value())
                        .query(Ended.class)
                        .optional()
                        .orElseThrow(NoSuchUnit::new);
        seats.changed(
                ended.province, new UnitId(ended.place), "network.act.handed-on-no-more", who);
    }
}
