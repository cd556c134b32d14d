package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.shared.Province;
import niangjia.shared.UnitId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after the clocks. They are rows; the request of each is claimed with a lock that others
 * skip, so any number of copies of the program share the work, and what was due while all were down
 * is found at the next start. The request is locked before its clock, as every verb does, and each
 * in a transaction of its own: nobody waits for another, and one that fails holds up no other.
 */
@Component
public class RunClocks {

    private static final Logger LOG = LoggerFactory.getLogger(RunClocks.class);
    private static final int AT_ONCE = 50;

    private record Due(short province, UUID request, Instant at) {

        static final Due NONE = new Due((short) 0, new UUID(0, 0), Instant.EPOCH);

        RequestId id() {
            return new RequestId(new Province(province), request);
        }
    }

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Paths paths;
    private final LockedOut lockedOut;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RunClocks(
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

    @Scheduled(fixedDelay = 2000, initialDelay = 2000)
    void everyTwoSeconds() {
        try {
            runDue();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The clocks could not be read and wait: {}", away.getClass().getSimpleName());
        }
    }

    /** Turns what is due now; how many clocks that were. */
    public int runDue() {
        int turned = 0;
        Due last = Due.NONE;
        List<Due> due;
        do {
            due = dueAfter(last);
            for (Due next : due) {
                turned += isTurned(next) ? 1 : 0;
                last = next;
            }
        } while (due.size() == AT_ONCE);
        return turned;
    }

    private List<Due> dueAfter(Due last) {
        return jdbc.sql(
                        """
                        select k.province, k.request, k.due_at from help.clock k
                        where k.state = 'RUNNING' and k.due_at <= :now and (k.due_at, k.request) > (:due, :request)
                          and not exists (select from help.request r where r.province = k.province
                            and r.id = k.request and num_nonnulls(r.restricted_at, r.rested_at) > 0)
                        order by k.due_at, k.request limit :limit
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("due", Timestamp.from(last.at))
                .param("request", last.request)
                .param("limit", AT_ONCE)
                .query((row, n) ->
                        new Due(
                                row.getShort("province"),
                                row.getObject("request", UUID.class),
                                row.getTimestamp("due_at").toInstant()))
                .list();
    }

    private boolean isTurned(Due due) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> turn(due.id())));
        } catch (DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException broken) {
            LOG.error(
                    "A clock could not be turned and is passed by: {}",
                    broken.getClass().getSimpleName());
            return false;
        }
    }

    private boolean turn(RequestId id) {
        if (!isClaimed(id)) {
            return false;
        }
        String what = stillDue(id).orElse(null);
        Request request = requests.locked(id).orElseThrow();
        if (what == null || request.now().stage().ended()) {
            return false;
        }
        UnitId held = request.now().heldBy();
        Route above =
                held == null
                        ? new Route.Nobody(List.of())
                        : paths.above(
                                held,
                                request.facts().kind(),
                                request.facts().danger(),
                                request.facts().sealed()
                                        ? lockedOut.seats(id, request.facts().place())
                                        : Set.of());
        if (what.equals("HER_WORD")) {
            request.silent(above, clock.instant());
            requests.keep(request, By.clock(), "help.silent");
        } else {
            request.ranOut(Request.Clock.valueOf(what), above, clock.instant());
            requests.keep(request, By.clock(), "help.late");
        }
        return true;
    }

    private boolean isClaimed(RequestId id) {
        return jdbc.sql(
                        "select id from help.request where province = ? and id = ? and num_nonnulls(restricted_at, rested_at) = 0"
                                + " for update skip locked")
                .params(id.province().number(), id.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Read once more under the lock: a verb may have ended it meanwhile. */
    private Optional<String> stillDue(RequestId id) {
        return jdbc.sql(
                        "select what from help.clock where province = ? and request = ? and state = 'RUNNING'"
                                + " and due_at <= ? order by due_at limit 1")
                .param(id.province().number())
                .param(id.value())
                .param(Timestamp.from(clock.instant()))
                .query(String.class)
                .optional();
    }
}
