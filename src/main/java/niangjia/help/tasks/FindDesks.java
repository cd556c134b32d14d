package niangjia.help.tasks;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.network.DeskLeft;
import niangjia.network.DeskOpened;
import niangjia.network.UnitClosed;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds a desk for what has none: when somebody comes on duty, when a unit is closed, and every
 * minute for what was missed, since who asks while somebody comes on duty, or before a seat takes
 * her kind, is heard of by nobody.
 */
@Component
public class FindDesks {

    private static final Logger LOG = LoggerFactory.getLogger(FindDesks.class);
    private static final int AT_ONCE = 200;
    private static final RequestId FIRST = id((short) 0, new UUID(0, 0));

    private record Swept(int read, RequestId last, int found) {}

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Paths paths;
    private final LockedOut lockedOut;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FindDesks(
            JdbcClient jdbc,
            Requests requests,
            Paths paths,
            LockedOut lockedOut,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.paths = paths;
        this.lockedOut = lockedOut;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 20_000)
    void everyMinute() {
        try {
            sweep();
        } catch (DataAccessException away) {
            LOG.warn(
                    "What waits for a desk could not be read and waits: {}",
                    away.getClass().getSimpleName());
        }
    }

    /** What nobody holds although somebody is on duty who takes it; how much found a desk. */
    public int sweep() {
        int found = 0;
        RequestId after = FIRST;
        while (true) {
            RequestId last = after;
            Swept swept = Objects.requireNonNull(transaction.execute(status -> sweep(last)));
            found += swept.found;
            if (swept.read < AT_ONCE) {
                return found;
            }
            after = swept.last;
        }
    }

    private Swept sweep(RequestId after) {
        List<RequestId> waiting =
                jdbc.sql(
                                """
                                select r.province, r.id from help.request r
                                join network.place p on p.id = r.place
                                where r.held_by is null and r.desk is null and r.ended_at is null
                                  and r.restricted_at is null and (r.province, r.id) > (:province, :after)
                                  and exists (select from network.place u join network.duty d on d.unit = u.id
                                    where u.position = any (network.upwards(p.position))
                                      and (d.takes = '{}' or r.kind = any (d.takes)))
                                order by r.province, r.id limit :limit for update of r skip locked
                                """)
                        .param("province", after.province().number())
                        .param("after", after.value())
                        .param("limit", AT_ONCE)
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list();
        int found = 0;
        for (RequestId id : waiting) {
            found += findFor(id) ? 1 : 0;
        }
        return new Swept(waiting.size(), waiting.isEmpty() ? after : waiting.getLast(), found);
    }

    /** Under the lock it is looked at again: meanwhile somebody may have found it. */
    private boolean findFor(RequestId id) {
        Request request = requests.locked(id).orElseThrow();
        Request.State now = request.now();
        if (now.stage().ended()
                || now.desk() != null
                || !(route(request, request.facts().place()) instanceof Route.To to)) {
            return false;
        }
        request.foundDesk(to, clock.instant());
        requests.keep(request, By.clock(), "help.found-desk");
        return true;
    }

    @ApplicationModuleListener(id = "help.find-desks.when-a-desk-opens")
    void whenADeskOpens(DeskOpened opened) {
        List<RequestId> waiting =
                jdbc.sql(
                                """
                                select r.province, r.id from help.request r
                                join network.place p on p.id = r.place
                                join network.place u on u.id = ?
                                where r.held_by is null and r.desk is null and r.ended_at is null
                                  and p.position between u.position and u.last
                                order by r.id limit 1000 for update of r skip locked
                                """)
                        .param(opened.unit().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list();
        waiting.forEach(this::findFor);
    }

    /** What nobody had claimed yet and stood on this seat's word goes to the next desk. */
    @ApplicationModuleListener(id = "help.find-desks.when-a-desk-is-left")
    void whenADeskIsLeft(DeskLeft left) {
        follow(
                jdbc.sql(
                                "select province, id from help.request where desk = ? and claimed_by is null and"
                                        + " ended_at is null order by id")
                        .param(left.seat().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list(),
                now -> left.seat().equals(now.desk()) && now.claimedBy() == null,
                null);
    }

    @ApplicationModuleListener(id = "help.find-desks.when-a-unit-closes")
    void whenAUnitCloses(UnitClosed closed) {
        follow(
                jdbc.sql(
                                "select province, id from help.request where held_by = ? and ended_at is null order by"
                                        + " id")
                        .param(closed.unit().value())
                        .query((row, n) -> id(row.getShort(1), row.getObject(2, UUID.class)))
                        .list(),
                now -> closed.unit().equals(now.heldBy()),
                closed.successor());
    }

    /**
     * @param still whether it is still where it was when it was found
     */
    private void follow(
            List<RequestId> ids, Predicate<Request.State> still, @Nullable UnitId successor) {
        for (RequestId id : ids) {
            requests.locked(id)
                    .filter(request -> !request.now().stage().ended())
                    .filter(request -> still.test(request.now()))
                    .ifPresent(request -> {
                        UnitId from = successor == null ? request.facts().place() : successor;
                        Route route = route(request, from);
                        if (!standsThereAlready(request.now(), route)) {
                            request.follow(route, clock.instant());
                            requests.keep(request, By.clock(), "help.moved");
                        }
                    });
        }
    }

    /** The seat is on duty again before anything was moved. */
    private static boolean standsThereAlready(Request.State now, Route route) {
        return route instanceof Route.To to
                && to.desk().equals(now.desk())
                && to.unit().equals(now.heldBy());
    }

    private Route route(Request request, UnitId from) {
        Request.Facts facts = request.facts();
        Set<SeatId> out = facts.sealed() ? lockedOut.seats(facts.id(), facts.place()) : Set.of();
        return paths.route(facts, from, out);
    }

    private static RequestId id(short province, UUID id) {
        return new RequestId(new Province(province), id);
    }
}
