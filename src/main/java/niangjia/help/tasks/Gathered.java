package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.access.AccountLeft;
import niangjia.access.Resident;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.model.Stage;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ordinary requests that she keeps together in her account. A sealed matter never comes in, is
 * never listed, and leaves at once when it is sealed later.
 */
@Component
public class Gathered {

    private static final int MOST = 50;

    /** A request in her account; what it says is read on its own page only. */
    public record Line(
            RequestId id, String kind, String place, Stage stage, Instant askedAt, Instant at) {}

    private final JdbcClient jdbc;
    private final Records records;
    private final Clock clock;

    Gathered(JdbcClient jdbc, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    public List<Line> of(Resident her) {
        return jdbc.sql(
                        """
                        select g.province, g.request, g.at, r.kind, p.name, r.stage, r.asked_at from help.gathered g
                        join help.request r on r.province = g.province and r.id = g.request
                        join network.place p on p.id = r.place
                        where g.account = ? and not r.sealed order by r.asked_at desc, r.id limit ?
                        """)
                .params(her.account(), MOST)
                .query((row, n) ->
                        new Line(
                                new RequestId(
                                        new Province(row.getShort("province")),
                                        row.getObject("request", UUID.class)),
                                row.getString("kind"),
                                row.getString("name"),
                                Stage.valueOf(row.getString("stage")),
                                row.getTimestamp("asked_at").toInstant(),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Whoever seals it at this moment waits, or is waited for. */
    @Transactional
    public void add(Resident her, RequestId id) {
        if (of(her).size() >= MOST) {
            throw Refused.because("help.account.many", MOST);
        }
        boolean there =
                jdbc.sql(
                                "select true from help.request where province = ? and id = ? and not sealed for share")
                        .params(id.province().number(), id.value())
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!there) {
            throw Refused.because("help.account.not-this");
        }
        int added =
                jdbc.sql(
                                "insert into help.gathered (account, province, request, at) values (?, ?, ?, ?) on conflict do nothing")
                        .param(her.account())
                        .param(id.province().number())
                        .param(id.value())
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (added > 0) {
            enter(id, "help.gathered");
        }
    }

    @Transactional
    public void takeOut(Resident her, UUID request) {
        RequestId id = one(her, request);
        jdbc.sql("delete from help.gathered where account = ? and province = ? and request = ?")
                .params(her.account(), id.province().number(), id.value())
                .update();
        enter(id, "help.taken-out");
    }

    /** One of hers; what is not in her account is not there. */
    public RequestId one(Resident her, UUID request) {
        return of(her).stream()
                .map(Line::id)
                .filter(id -> id.value().equals(request))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    @EventListener
    public void left(AccountLeft left) {
        jdbc.sql("delete from help.gathered where account = ?").param(left.account()).update();
    }

    private void enter(RequestId id, String act) {
        records.enter(
                new Entry(
                        id.province(),
                        clock.instant(),
                        act,
                        Door.PAGE,
                        null,
                        null,
                        null,
                        id.value(),
                        false,
                        null));
    }
}
