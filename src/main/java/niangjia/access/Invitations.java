package niangjia.access;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts are opened from above: a chair, vice-chair or cadre hands a link to somebody who holds a
 * seat in her place or below. The same link gives back an account whose password or phone is lost,
 * once a second person has agreed; it takes the old factors away and ends all sessions.
 */
@Component
class Invitations {

    private static final Duration VALID = Duration.ofHours(72);

    /** Who may open her account with this link. */
    record Invited(UUID person, SeatHeld seat, boolean again) {}

    private record Row(UUID person, UUID seat, UUID madeBy) {}

    private final JdbcClient jdbc;
    private final Network network;
    private final AccountRights rights;
    private final OpenAccount openAccount;
    private final Bound bound;
    private final Records records;
    private final Clock clock;

    Invitations(
            JdbcClient jdbc,
            Network network,
            AccountRights rights,
            OpenAccount openAccount,
            Bound bound,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.rights = rights;
        this.openAccount = openAccount;
        this.bound = bound;
        this.records = records;
        this.clock = clock;
    }

    /** Who holds the seats of a place, of whom she may see; at most 200. */
    List<StaffPage.Holder> of(Actor actor, Place place) {
        return rights.unseen(actor.seat(), place)
                .map(unseen -> of(actor, place, unseen))
                .orElse(List.of());
    }

    private List<StaffPage.Holder> of(Actor actor, Place place, Set<UUID> unseen) {
        return jdbc.sql(
                        """
                        select d.seat, d.known_as, d.post,
                          exists (select from access.account a where a.person = d.holder and a.closed_at is null) as account,
                          exists (select from access.invitation i where i.person = d.holder and i.used_at is null
                            and i.until > :now) as invited,
                          case when g.asked_person = :me then 'MINE' when g.id is not null then 'ANOTHERS' else 'NO' end as giving_back
                        from network.desk d
                        left join access.giving_back g on g.person = d.holder and g.seat = d.seat
                          and g.answered_at is null and g.until > :now
                        where d.unit = :unit and d.holder <> :me and d.holder <> all (:unseen) and d.seat <> all (:unseen)
                        order by d.post, d.known_as, d.seat limit 200
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("unit", place.id().value())
                .param("unseen", unseen.toArray(UUID[]::new))
                .param("me", actor.seat().holder().value())
                .query(StaffPage.Holder.class)
                .list();
    }

    /** What came of a wish for a link. */
    sealed interface Asked {
        /** The link's token, to be shown once. */
        record Link(String token) implements Asked {}

        /** She has an account: a second person agrees before it is given back. */
        record Waits() implements Asked {}
    }

    /** Opens the way into a new account; an account that is there waits for a second person. */
    @Transactional
    Asked invite(Actor actor, UUID seat) {
        SeatHeld held = hers(actor, seat);
        Instant now = clock.instant();
        if (account(held.holder().value(), false).isPresent()) {
            jdbc.sql(
                            "update access.giving_back set answered_at = ? where person = ? and answered_at is null")
                    .params(Timestamp.from(now), held.holder().value())
                    .update();
            jdbc.sql(
                            "insert into access.giving_back (id, person, seat, asked_by, asked_person, hands, asked_at, until)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(Ids.next(clock))
                    .param(held.holder().value())
                    .param(seat)
                    .param(actor.seat().seat().value())
                    .param(actor.seat().holder().value())
                    .param(rights.hands(actor.seat()).toArray(UUID[]::new))
                    .param(Timestamp.from(now))
                    .param(Timestamp.from(now.plus(VALID)))
                    .update();
            enter(held, "access.give-back-asked", actor.seat().seat(), now);
            return new Asked.Waits();
        }
        return new Asked.Link(link(actor, held, "access.invited"));
    }

    /**
     * A second person agrees; she gets the link to hand over. She does so by her own right, and
     * neither she nor who handed her any stands behind the first.
     */
    @Transactional
    String agree(Actor actor, UUID seat) {
        SeatHeld held = hers(actor, seat);
        if (!rights.reachesByHerOwn(actor.seat(), held)) {
            throw Refused.because("access.staff.second-person");
        }
        Instant now = clock.instant();
        int agreed =
                jdbc.sql(
                                """
                                update access.giving_back set answered_at = :now
                                where person = :person and seat = :seat and answered_at is null and until > :now
                                  and asked_person <> :me and asked_by <> :mine
                                  and asked_person <> all (:hands) and asked_by <> all (:hands) and not hands && :hands
                                """)
                        .param("now", Timestamp.from(now))
                        .param("person", held.holder().value())
                        .param("seat", seat)
                        .param("me", actor.seat().holder().value())
                        .param("mine", actor.seat().seat().value())
                        .param("hands", rights.hands(actor.seat()).toArray(UUID[]::new))
                        .update();
        if (agreed == 0) {
            throw Refused.because("access.staff.second-person");
        }
        return link(actor, held, "access.give-back-agreed");
    }

    /** A seat that she may open an account for, whose holder is not herself. */
    private SeatHeld hers(Actor actor, UUID seat) {
        return network.seat(new SeatId(seat))
                .filter(s -> !s.holder().equals(actor.seat().holder()))
                .filter(s -> rights.reaches(actor.seat(), s))
                .orElseThrow(() -> Refused.because("access.staff.not-yours"));
    }

    private String link(Actor actor, SeatHeld held, String act) {
        var bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        jdbc.sql("update access.invitation set until = ? where person = ? and used_at is null")
                .params(Timestamp.from(now), held.holder().value())
                .update();
        jdbc.sql(
                        "insert into access.invitation (hash, person, seat, made_by, made_at, until) values (?, ?, ?, ?, ?, ?)")
                .params(
                        bound.link(token),
                        held.holder().value(),
                        held.seat().value(),
                        actor.seat().seat().value(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(VALID)))
                .update();
        enter(held, act, actor.seat().seat(), now);
        return token;
    }

    /**
     * Nobody for a wrong, used or outdated link, for a seat that she has left meanwhile, and where
     * the seat that made it may no longer: she has come to sit above it, or its right has ended.
     */
    Optional<Invited> by(String token) {
        return jdbc.sql(
                        "select person, seat, made_by from access.invitation where hash = ? and used_at is null and until > ?")
                .params(bound.link(token), Timestamp.from(clock.instant()))
                .query(Row.class)
                .optional()
                .flatMap(row ->
                        network.seat(new SeatId(row.seat))
                                .filter(held -> held.holder().value().equals(row.person))
                                .filter(held ->
                                        network.seat(new SeatId(row.madeBy))
                                                .filter(maker -> rights.reaches(maker, held))
                                                .isPresent())
                                .map(held ->
                                        new Invited(
                                                row.person,
                                                held,
                                                account(row.person, true).isPresent())));
    }

    /**
     * Opens the account, gives it back, or opens again what was closed when its holder had left all
     * seats.
     *
     * @param ending ends the sessions of this person, together with all else or not at all
     */
    @Transactional
    Staff accept(String token, FirstWay way, Consumer<UUID> ending) {
        Invited invited = by(token).orElseThrow(() -> Refused.because("access.begin.over"));
        Optional<UUID> before = account(invited.person, true);
        Staff staff =
                before.isPresent()
                        ? openAccount.again(before.get(), way)
                        : openAccount.anew(new PersonId(invited.person), way);
        Instant now = clock.instant();
        if (jdbc.sql("update access.invitation set used_at = ? where hash = ? and used_at is null")
                        .params(Timestamp.from(now), bound.link(token))
                        .update()
                == 0) {
            throw Refused.because("access.begin.over");
        }
        enter(
                invited.seat,
                before.isPresent() ? "access.given-back" : "access.opened",
                invited.seat.seat(),
                now);
        ending.accept(invited.person);
        return staff.actingFrom(invited.seat.seat().value());
    }

    private void enter(SeatHeld held, String act, SeatId by, Instant now) {
        records.enter(
                new Entry(
                        held.place().province(),
                        now,
                        act,
                        Entry.Door.PAGE,
                        by,
                        held.holder(),
                        held.place().id(),
                        null,
                        false,
                        null));
    }

    /**
     * @param closed also one that was closed and is still there
     */
    private Optional<UUID> account(UUID person, boolean closed) {
        return jdbc.sql(
                        "select id from access.account where person = ? and (closed_at is null or ? and password <> '')"
                                + " order by closed_at nulls first, opened_at limit 1")
                .params(person, closed)
                .query(UUID.class)
                .optional();
    }
}
