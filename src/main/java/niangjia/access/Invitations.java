package niangjia.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts are opened from above: a chair, vice-chair or cadre hands a link to somebody who holds a
 * seat in her place or below. The same link gives back an account whose password or phone is lost;
 * it takes the old factors away and ends all sessions.
 */
@Component
class Invitations {

    private static final Duration VALID = Duration.ofHours(72);
    private static final Set<String> MAY = Set.of("CHAIR", "VICE_CHAIR", "CADRE");

    /** Who may open her account with this link. */
    record Invited(UUID person, SeatHeld seat, boolean again) {}

    private record Row(UUID person, UUID seat) {}

    private final JdbcClient jdbc;
    private final Network network;
    private final SignIn signIn;
    private final SecondFactor second;
    private final Records records;
    private final Clock clock;

    Invitations(
            JdbcClient jdbc,
            Network network,
            SignIn signIn,
            SecondFactor second,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.signIn = signIn;
        this.second = second;
        this.records = records;
        this.clock = clock;
    }

    static boolean may(Actor actor) {
        return MAY.contains(actor.seat().post());
    }

    /** Who holds the seats of a unit in her branch, other than herself; at most 200. */
    List<StaffPage.Holder> of(Scope.Branch scope, UnitId unit) {
        return jdbc.sql(
                        """
                        select d.seat, d.known_as, d.post,
                          exists (select from access.account a where a.person = d.holder and a.closed_at is null) as account,
                          exists (select from access.invitation i where i.person = d.holder and i.used_at is null
                            and i.until > :now) as invited
                        from network.desk d where d.unit = :unit and d.position between :first and :last
                          and d.holder <> :me
                        order by d.post, d.known_as, d.seat limit 200
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("unit", unit.value())
                .param("first", scope.first())
                .param("last", scope.last())
                .param("me", scope.person().value())
                .query(StaffPage.Holder.class)
                .list();
    }

    /** The link's token, to be shown once. */
    @Transactional
    String invite(Actor actor, UUID seat) {
        SeatHeld held =
                network.seat(new SeatId(seat))
                        .filter(s -> actor.scope().covers(s.place().position()))
                        .filter(s -> !s.holder().equals(actor.seat().holder()))
                        .filter(s -> allWithin(actor, s.holder()))
                        .orElseThrow(() -> Refused.because("access.staff.not-yours"));
        if (!may(actor)) {
            throw Refused.because("access.staff.not-yours");
        }
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
                        hash(token),
                        held.holder().value(),
                        seat,
                        actor.seat().seat().value(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(VALID)))
                .update();
        enter(held, "access.invited", actor.seat().seat(), now);
        return token;
    }

    /**
     * An account acts from all seats of its holder: who gives it back from below would otherwise
     * come into a seat above or beside her.
     */
    private boolean allWithin(Actor actor, PersonId holder) {
        return network.seatsOf(holder).stream()
                .allMatch(s -> actor.scope().covers(s.place().position()));
    }

    /** Nobody for a wrong, used or outdated link, and for a seat that she has left meanwhile. */
    Optional<Invited> by(String token) {
        return jdbc.sql(
                        "select person, seat from access.invitation where hash = ? and used_at is null and until > ?")
                .params(hash(token), Timestamp.from(clock.instant()))
                .query(Row.class)
                .optional()
                .flatMap(row ->
                        network.seat(new SeatId(row.seat))
                                .filter(held -> held.holder().value().equals(row.person))
                                .map(held ->
                                        new Invited(
                                                row.person,
                                                held,
                                                account(row.person).isPresent())));
    }

    /** Opens the account, or gives it back. */
    @Transactional
    Staff accept(String token, String login, String password) {
        Invited invited = by(token).orElseThrow(() -> Refused.because("access.begin.over"));
        signIn.checkNew(password);
        Optional<UUID> before = account(invited.person);
        UUID account;
        if (before.isPresent()) {
            account = before.get();
            signIn.change(account, password);
            second.forget(account);
            jdbc.sql("delete from access.passkey where account = ?").param(account).update();
        } else {
            account =
                    signIn.open(
                            new PersonId(invited.person),
                            FirstAccount.named(login, "login", "access.login.missing"),
                            password);
        }
        Instant now = clock.instant();
        if (jdbc.sql("update access.invitation set used_at = ? where hash = ? and used_at is null")
                        .params(Timestamp.from(now), hash(token))
                        .update()
                == 0) {
            throw Refused.because("access.begin.over");
        }
        enter(
                invited.seat,
                before.isPresent() ? "access.given-back" : "access.opened",
                invited.seat.seat(),
                now);
        return new Staff(account, invited.person, invited.seat.seat().value(), null);
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

    private Optional<UUID> account(UUID person) {
        return jdbc.sql(
                        "select id from access.account where person = ? and closed_at is null order by opened_at limit 1")
                .param(person)
                .query(UUID.class)
                .optional();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
