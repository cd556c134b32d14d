package niangjia.help.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.network.DeskLeft;
import niangjia.network.DeskOpened;
import niangjia.network.UnitClosed;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Finds a desk for what has none: when somebody comes on duty, when a unit is closed. */
@Component
class FindDesks {

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Paths paths;
    private final LockedOut lockedOut;
    private final Clock clock;

    FindDesks(JdbcClient jdbc, Requests requests, Paths paths, LockedOut lockedOut, Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.paths = paths;
        this.lockedOut = lockedOut;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "help.find-desks.when-a-desk-opens")
    void whenADeskOpens(DeskOpened opened) {
        List<RequestId> waiting =
                jdbc.sql(
                                """
                                select r.province, r.id from help.request r
                                join network.place p on p.id = r.place
                                join network.place u on u.id = ?
                                where r.held_by is null and r.ended_at is null
                                  and p.position between u.position and u.last
                                order by r.id limit 1000 for update of r skip locked
                                """)
                        .param(opened.unit().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list();
        for (RequestId id : waiting) {
            requests.locked(id)
                    .ifPresent(request -> {
                        if (route(request, request.facts().place()) instanceof Route.To to) {
                            request.foundDesk(to, clock.instant());
                            requests.keep(request, By.clock(), "help.found-desk");
                        }
                    });
        }
    }

    /** What nobody had claimed yet and stood on this seat's word goes to the next desk. */
    @ApplicationModuleListener(id = "help.find-desks.when-a-desk-is-left")
    void whenADeskIsLeft(DeskLeft left) {
        follow(
                jdbc.sql(
                                "select province, id from help.request where desk = ? and claimed_by is null and"
                                        + " ended_at is null order by id limit 1000")
                        .param(left.seat().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list(),
                null);
    }

    @ApplicationModuleListener(id = "help.find-desks.when-a-unit-closes")
    void whenAUnitCloses(UnitClosed closed) {
        follow(
                jdbc.sql(
                                "select province, id from help.request where held_by = ? and ended_at is null order by"
                                        + " id limit 10000")
                        .param(closed.unit().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list(),
                closed.successor());
    }

    private void follow(List<RequestId> ids, @org.jspecify.annotations.Nullable UnitId successor) {
        for (RequestId id : ids) {
            requests.locked(id)
                    .filter(request -> !request.now().stage().ended())
                    .ifPresent(request -> {
                        UnitId from = successor == null ? request.facts().place() : successor;
                        request.follow(route(request, from), clock.instant());
                        requests.keep(request, By.clock(), "help.moved");
                    });
        }
    }

    private Route route(Request request, UnitId from) {
        var facts = request.facts();
        var chain = paths.from(from, facts.kind(), facts.danger()).chain();
        Set<SeatId> out = facts.sealed() ? lockedOut.seats(facts.id(), facts.place()) : Set.of();
        return chain.isEmpty()
                ? new Route.Nobody(List.of())
                : Route.along(chain, facts.sealed(), facts.skipVillage(), facts.stayNear(), out);
    }

    private static RequestId id(short province, UUID id) {
        return new RequestId(new Province(province), id);
    }
}
