package niangjia.help.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.SeatFilled;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A sealed matter leaves the hands of who must not have it: because she is related and says so,
 * because the woman said so, or because it is handed over with her consent. No list says why.
 */
@Component
public class Recuse {

    private final Requests requests;
    private final Paths paths;
    private final LockedOut lockedOut;
    private final Network network;
    private final Messages messages;
    private final JdbcClient jdbc;
    private final Clock clock;

    Recuse(
            Requests requests,
            Paths paths,
            LockedOut lockedOut,
            Network network,
            Messages messages,
            JdbcClient jdbc,
            Clock clock) {
        this.requests = requests;
        this.paths = paths;
        this.lockedOut = lockedOut;
        this.network = network;
        this.messages = messages;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public boolean locksOut(Scope.Branch who, RequestId matter) {
        return lockedOut.is(who, matter);
    }

    /** The matters that she must not see, so that no message to her seat leads to one. */
    public Set<UUID> lockedOutOf(Scope.Branch who) {
        return lockedOut.of(who);
    }

    public RequestId of(UUID matter) {
        return jdbc.sql("select province from help.sealed_matter where id = ?")
                .param(matter)
                .query((row, n) -> new RequestId(new Province(row.getShort(1)), matter))
                .optional()
                .orElseThrow(NotHere::new);
    }

    @Transactional
    public void stepAside(Scope.Branch who, RequestId matter) {
        Request request = sealed(matter);
        lockedOut.lock(matter, who.person());
        messages.readAbout(who, matter.value());
        pass(request, By.seat(who.seat()), "help.not-by");
    }

    /** She said whom she does not want to see it. */
    @Transactional
    public void sheSaysNotBy(RequestId matter, String said) {
        Request request = sealed(matter);
        if (request.now().stage().ended()) {
            throw Refused.because("help.refused.ended");
        }
        lockedOut.sheSays(matter, request.facts().place(), said);
        pass(request, By.her(Door.PAGE), "help.not-by");
    }

    /** Who sits down may be one who must not have what waits there: it goes on before she looks. */
    @ApplicationModuleListener(id = "help.recuse.when-a-seat-is-filled")
    void whenASeatIsFilled(SeatFilled filled) {
        network.seat(filled.seat()).ifPresent(this::passOn);
    }

    private void passOn(SeatHeld held) {
        jdbc.sql(
                        "select province, id from help.request where sealed and ended_at is null"
                                + " and (desk = :seat or overseer = :seat) order by id")
                .param("seat", held.seat().value())
                .query((row, n) ->
                        new RequestId(new Province(row.getShort(1)), row.getObject(2, UUID.class)))
                .list()
                .forEach(matter -> passFrom(held, matter));
    }

    /** She said that she is related to somebody: what lies on a desk of hers goes on. */
    void passOnWhatSheMustNotHave(PersonId person) {
        network.seatsOf(person).forEach(this::passOn);
    }

    private void passFrom(SeatHeld held, RequestId matter) {
        Request request = requests.locked(matter).orElseThrow();
        if (!request.now().stage().ended() && lockedOut.is(held.branch(), matter)) {
            lockedOut.lock(matter, held.holder());
            pass(request, By.clock(), "help.moved");
        }
    }

    @Transactional
    public void handOver(RequestId matter, SeatId next) {
        Request request = sealed(matter);
        Set<SeatId> out = lockedOut.seats(matter, request.facts().place());
        SeatHeld held =
                network.seat(next)
                        .filter(seat -> !out.contains(seat.seat()))
                        .filter(seat -> !lockedOut.is(seat.branch(), matter))
                        .filter(seat -> seat.place().province().equals(matter.province()))
                        .orElseThrow(() -> Refused.field("next", "help.next.nobody"));
        SeatId above =
                paths.above(held.place().id(), request.facts().kind(), true, out)
                                instanceof Route.To to
                        ? to.desk()
                        : null;
        request.handOver(next, held.place().id(), above, clock.instant());
        requests.keep(request, By.seat(next), "help.accepted");
    }

    public void forgetWhoMustNotSee(RequestId matter) {
        lockedOut.forget(matter);
    }

    private Request sealed(RequestId matter) {
        return requests.locked(matter)
                .filter(request -> request.facts().sealed())
                .orElseThrow(NotHere::new);
    }

    /** If who holds it or stands above is locked out, the next who is not takes that place. */
    private void pass(Request request, By by, String act) {
        Request.State now = request.now();
        Set<SeatId> out = lockedOut.seats(request.facts().id(), request.facts().place());
        boolean holder = isIn(out, now.desk()) || isIn(out, now.claimedBy());
        if (!holder && !isIn(out, now.overseer()) || now.stage().ended()) {
            requests.keep(request, by, act);
            return;
        }
        Route up =
                now.heldBy() == null
                        ? new Route.Nobody(List.of())
                        : paths.above(
                                now.heldBy(),
                                request.facts().kind(),
                                request.facts().danger(),
                                out);
        if (holder) {
            request.goesUp(up, clock.instant());
        } else {
            request.overseenBy(up instanceof Route.To to ? to.desk() : null);
        }
        requests.keep(request, by, act);
    }

    private static boolean isIn(Set<SeatId> out, @Nullable SeatId seat) {
        return seat != null && out.contains(seat);
    }
}
