package niangjia.help.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import niangjia.files.Prepared;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.help.model.Satisfied;
import niangjia.help.model.Stage;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a member does with a request; each verb is one transaction, and a request she may not see is
 * not there.
 */
@Component
public class Work {

    /** A sealed matter is worked on from here up. */
    private static final int COUNTY = 3;

    /** Who lies deeper is her own village's. */
    private static final int TOWNSHIP = 4;

    private final Requests requests;
    private final Paths paths;
    private final Network network;
    private final JdbcClient jdbc;
    private final LockedOut lockedOut;
    private final Clock clock;

    Work(
            Requests requests,
            Paths paths,
            Network network,
            JdbcClient jdbc,
            LockedOut lockedOut,
            Clock clock) {
        this.requests = requests;
        this.paths = paths;
        this.network = network;
        this.jdbc = jdbc;
        this.lockedOut = lockedOut;
        this.clock = clock;
    }

    /** Takes it; of two who tap at once one wins, and the other is told who. */
    @Transactional
    public void claim(Scope.Branch who, UUID request, @Nullable String words) {
        on(
                who,
                request,
                "help.claimed",
                r -> {
                    SeatId holder = r.keptBy(who.seat());
                    if (who.seat().equals(holder)) {
                        return;
                    }
                    if (holder != null) {
                        throw Refused.because("help.refused.taken-by", nameOf(holder));
                    }
                    if (r.facts().sealed()
                            && who.seat().equals(r.now().overseer())
                            && !who.seat().equals(r.now().desk())) {
                        r.takeFromBelow(who.seat(), who.unit(), above(who.unit(), r));
                    }
                    r.claim(who.seat(), words, clock.instant());
                });
    }

    @Transactional
    public void say(Scope.Branch who, UUID request, @Nullable String words, List<Prepared> files) {
        on(who, request, "help.said", files, r -> r.say(who.seat(), words, clock.instant()));
    }

    @Transactional
    public void reached(
            Scope.Branch who, UUID request, @Nullable String words, List<Prepared> files) {
        on(who, request, "help.reached", files, r -> r.reached(who.seat(), words, clock.instant()));
    }

    @Transactional
    public void note(Scope.Branch who, UUID request, @Nullable String words, List<Prepared> files) {
        on(who, request, "help.noted", files, r -> r.note(who.seat(), words));
    }

    /** Names the next owner: a seat on duty that may hold it. */
    @Transactional
    public void offer(Scope.Branch who, UUID request, SeatId next, String words) {
        SeatHeld owner =
                network.seat(next)
                        .filter(SeatHeld::onDuty)
                        .orElseThrow(() -> Refused.field("next", "help.next.nobody"));
        if (next.equals(who.seat())) {
            throw Refused.field("next", "help.next.yourself");
        }
        on(
                who,
                request,
                "help.offered",
                r -> {
                    if (!owner.place().province().equals(r.facts().id().province())) {
                        throw Refused.field("next", "help.next.other-province");
                    }
                    if (r.facts().skipVillage() && owner.place().depth() > TOWNSHIP) {
                        throw Refused.field("next", "help.next.her-village");
                    }
                    r.offerTo(who.seat(), owner.place().id(), next, words);
                });
    }

    @Transactional
    public void accept(Scope.Branch who, UUID request) {
        on(
                who,
                request,
                "help.accepted",
                r -> r.accept(who.seat(), above(who.unit(), r), clock.instant()));
    }

    @Transactional
    public void decline(Scope.Branch who, UUID request, @Nullable String words) {
        on(who, request, "help.declined", r -> r.decline(who.seat(), words));
    }

    @Transactional
    public void proposeDone(
            Scope.Branch who, UUID request, @Nullable String words, List<Prepared> files) {
        on(
                who,
                request,
                "help.proposed",
                files,
                r -> r.proposeDone(who.seat(), words, clock.instant()));
    }

    /** Her word on a request that was made for her, taken by somebody who has not worked on it. */
    @Transactional
    public void heardFromHer(
            Scope.Branch who, UUID request, boolean done, Satisfied how, @Nullable String words) {
        on(
                who,
                request,
                done ? "help.heard-done" : "help.heard-not-yet",
                r -> r.heardFromHer(who.seat(), done, how, words, clock.instant()));
    }

    /** A word to her, out of what is done for her elsewhere; nothing where it is in other hands. */
    @Transactional
    public void saysBesides(RequestId request, SeatId seat, String words) {
        besides(request, seat, "help.said", r -> r.say(seat, words, clock.instant()));
    }

    /** What was done for her elsewhere came to something: now she has the word. */
    @Transactional
    public void proposesBesides(RequestId request, SeatId seat, String words) {
        besides(
                request,
                seat,
                "help.proposed",
                r -> {
                    if (r.now().stage() == Stage.IN_HAND) {
                        r.proposeDone(seat, words, clock.instant());
                    }
                });
    }

    private void besides(RequestId id, SeatId seat, String act, Consumer<Request> verb) {
        Request r = requests.locked(id).orElse(null);
        if (r == null
                || r.facts().sealed()
                || r.now().stage().ended()
                || !seat.equals(r.now().claimedBy())) {
            return;
        }
        verb.accept(r);
        if (!r.steps().isEmpty()) {
            requests.keep(r, By.clock(), act);
        }
    }

    /** A member sees that it is violence or harm to a child: from now on it is sealed. */
    @Transactional
    public void seal(Scope.Branch who, UUID request, Kind kind) {
        if (!kind.sealed()) {
            throw Refused.field("kind", "help.kind.not-sealed");
        }
        Request r = requests.lockedFor(who, request).orElseThrow(NotHere::new);
        if (r.facts().sealed() || r.now().stage().ended()) {
            throw Refused.because("help.refused.ended");
        }
        Request sealed = requests.seal(r, kind);
        sealed.nowSealed(whoGets(sealed), clock.instant());
        requests.keep(sealed, By.seat(who.seat()), "help.sealed");
    }

    /** Who has it in hand, from the county up or where she wants it near; else by the way up. */
    private Route whoGets(Request sealed) {
        Request.Facts facts = sealed.facts();
        SeatId holder = sealed.now().claimedBy();
        SeatHeld held = holder == null ? null : network.seat(holder).orElse(null);
        Set<SeatId> out = lockedOut.seats(facts.id(), facts.place());
        if (held == null
                || out.contains(held.seat())
                || held.place().depth() > COUNTY && !facts.stayNear()) {
            return paths.route(facts, facts.place(), out);
        }
        return new Route.To(
                held.place().id(),
                held.place().name(),
                held.seat(),
                held.knownAs(),
                above(held.place().id(), sealed),
                Route.Why.HER_OWN_PLACE,
                List.of());
    }

    private @Nullable SeatId above(UnitId unit, Request request) {
        Request.Facts facts = request.facts();
        Set<SeatId> out = facts.sealed() ? lockedOut.seats(facts.id(), facts.place()) : Set.of();
        return paths.above(unit, facts.kind(), facts.danger(), out) instanceof Route.To to
                ? to.desk()
                : null;
    }

    private void on(Scope.Branch who, UUID request, String act, Consumer<Request> verb) {
        on(who, request, act, List.of(), verb);
    }

    private void on(
            Scope.Branch who,
            UUID request,
            String act,
            List<Prepared> files,
            Consumer<Request> verb) {
        Request r = requests.lockedFor(who, request).orElseThrow(NotHere::new);
        verb.accept(r);
        if (!r.steps().isEmpty()) {
            requests.keep(r, By.seat(who.seat()), act, files);
        }
    }

    private String nameOf(SeatId seat) {
        return jdbc.sql("select known_as from network.desk where seat = ?")
                .param(seat.value())
                .query(String.class)
                .optional()
                .orElse("");
    }
}
