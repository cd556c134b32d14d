package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after the clocks. They are rows; each is claimed with a lock that others skip, so any
 * number of copies of the program share the work, and what was due while all were down is found at
 * the next start.
 */
@Component
public class RunClocks {

    private static final Logger LOG = LoggerFactory.getLogger(RunClocks.class);
    private static final int AT_ONCE = 50;

    private record Due(short province, UUID request, String what) {}

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
            while (runDue() == AT_ONCE) {
                LOG.debug("more clocks are due");
            }
        } catch (DataAccessException away) {
            LOG.warn("The clocks could not be read and wait: {}", away.getClass().getSimpleName());
        }
    }

    /** Turns what is due now; how many clocks that were. */
    public int runDue() {
        Integer turned =
                transaction.execute(status -> {
                    List<Due> due =
                            jdbc.sql(
                                            """
                                            select k.province, k.request, k.what from help.clock k
                                            where k.state = 'RUNNING' and k.due_at <= ?
                                              and not exists (select from help.request r where r.province = k.province
                                                and r.id = k.request and r.restricted_at is not null)
                                            order by k.due_at limit ? for update of k skip locked
                                            """)
                                    .param(Timestamp.from(clock.instant()))
                                    .param(AT_ONCE)
                                    .query(Due.class)
                                    .list();
                    due.forEach(this::turn);
                    return due.size();
                });
        return turned == null ? 0 : turned;
    }

    private void turn(Due due) {
        RequestId id = new RequestId(new Province(due.province), due.request);
        Request request = requests.locked(id).orElseThrow();
        if (request.now().stage().ended()) {
            return;
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
        if (due.what.equals("HER_WORD")) {
            request.silent(above, clock.instant());
            requests.keep(request, By.clock(), "help.silent");
        } else {
            request.ranOut(Request.Clock.valueOf(due.what), above, clock.instant());
            requests.keep(request, By.clock(), "help.late");
        }
    }
}
