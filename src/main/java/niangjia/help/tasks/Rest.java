package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A request rests: no clock of it runs. Because she wants nobody to see it for a while ({@code
 * restricted_at}), or because those on a sealed matter agreed to let it rest ({@code rested_at}).
 */
@Component
public class Rest {

    private record Running(String what, Instant due) {}

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Clock clock;

    Rest(JdbcClient jdbc, Requests requests, Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.clock = clock;
    }

    /** A sealed matter rests, within the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(RequestId matter) {
        if (open(matter).now().stage().ended()) {
            throw Refused.because("help.refused.ended");
        }
        jdbc.sql(
                        "update help.request set rested_at = coalesce(rested_at, ?), version = version + 1"
                                + " where province = ? and id = ?")
                .params(now(), matter.province().number(), matter.value())
                .update();
    }

    /** It goes on; nothing happens to one that does not rest. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(RequestId matter) {
        goOn(open(matter), "rested_at");
    }

    /** She has said something: what rested without her word goes on. */
    void endFor(RequestId hers) {
        boolean rests =
                jdbc.sql(
                                "select exists (select from help.request where province = ? and id = ? and rested_at is"
                                        + " not null)")
                        .params(hers.province().number(), hers.value())
                        .query(Boolean.class)
                        .single();
        if (rests) {
            end(hers);
        }
    }

    /**
     * The clocks of a request that is locked go on with the time that was left.
     *
     * @param column that of the two which says since when it rests
     * @return whether it rested
     */
    boolean goOn(Request request, String column) {
        RequestId id = request.facts().id();
        Optional<Instant> since =
                jdbc.sql(
                                "select "
                                        + column
                                        + " from help.request where province = ? and id = ? and "
                                        + column
                                        + " is not null")
                        .params(id.province().number(), id.value())
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .optional();
        since.ifPresent(then -> {
            jdbc.sql(
                            "select what, due_at from help.clock where province = ? and request = ? and state ="
                                    + " 'RUNNING'")
                    .params(id.province().number(), id.value())
                    .query((row, n) ->
                            new Running(row.getString(1), row.getTimestamp(2).toInstant()))
                    .list()
                    .forEach(running -> turn(request, running, then));
            jdbc.sql(
                            "update help.request set "
                                    + column
                                    + " = null, version = version + 1 where province = ? and id = ?")
                    .params(id.province().number(), id.value())
                    .update();
        });
        return since.isPresent();
    }

    private void turn(Request request, Running running, Instant since) {
        RequestId id = request.facts().id();
        Timestamp due =
                Timestamp.from(
                        request.facts()
                                .terms()
                                .goesOn(
                                        Request.Clock.valueOf(running.what),
                                        running.due,
                                        since,
                                        clock.instant()));
        jdbc.sql(
                        "update help.clock set due_at = ? where province = ? and request = ? and what = ?"
                                + " and due_at = ? and state = 'RUNNING'")
                .param(due)
                .param(id.province().number())
                .param(id.value())
                .param(running.what)
                .param(Timestamp.from(running.due))
                .update();
        if (!running.what.equals(Request.Clock.HER_WORD.name())) {
            jdbc.sql("update help.request set due_at = ? where province = ? and id = ?")
                    .params(due, id.province().number(), id.value())
                    .update();
        }
    }

    private Request open(RequestId matter) {
        return requests.locked(matter)
                .filter(request -> request.facts().sealed())
                .orElseThrow(NotHere::new);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
