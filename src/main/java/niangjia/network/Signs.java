package niangjia.network;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import niangjia.database.BeforeCommit;
import niangjia.network.tasks.TellWhoAnswers;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Signs of life: a unit that gives none for 30 days is a blind spot. */
@Service
public class Signs {

    private record Sign(UnitId unit, Instant at) {}

    private final JdbcClient jdbc;
    private final TellWhoAnswers answers;
    private final BeforeCommit<Sign> signs = new BeforeCommit<>(this::write);

    Signs(JdbcClient jdbc, TellWhoAnswers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /**
     * Somebody of this unit did something: answered a request, took a duty. Within the caller's
     * transaction; several signs within an hour are written as one.
     */
    public void seen(UnitId unit, Instant at) {
        signs.add(new Sign(unit, at));
    }

    private void write(List<Sign> all) {
        Map<UUID, Timestamp> last = new TreeMap<>();
        all.forEach(sign ->
                last.merge(
                        sign.unit.value(),
                        Timestamp.from(sign.at),
                        (one, other) -> one.after(other) ? one : other));
        List<UUID> written =
                jdbc.sql(
                                """
                                insert into network.sign as s (unit, at)
                                select n.unit, n.at from unnest(cast(? as uuid[]), cast(? as timestamptz[])) n (unit, at)
                                on conflict (unit) do update set at = excluded.at, told = false
                                where s.at < excluded.at - interval '1 hour'
                                returning unit
                                """)
                        .param(last.keySet().toArray(UUID[]::new))
                        .param(last.values().toArray(Timestamp[]::new))
                        .query(UUID.class)
                        .list();
        if (!written.isEmpty()) {
            answers.in(written);
        }
    }
}
