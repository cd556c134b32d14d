package niangjia.network;

import java.sql.Timestamp;
import java.time.Instant;
import niangjia.network.tasks.TellWhoAnswers;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Signs of life: a unit that gives none for 30 days is a blind spot. */
@Service
public class Signs {

    private final JdbcClient jdbc;
    private final TellWhoAnswers answers;

    Signs(JdbcClient jdbc, TellWhoAnswers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /**
     * Somebody of this unit did something: answered a request, took a duty. Within the caller's
     * transaction; several signs within an hour are written as one.
     */
    public void seen(UnitId unit, Instant at) {
        boolean written =
                jdbc.sql(
                                        """
                                        insert into network.sign as s (unit, at) values (?, ?)
                                        on conflict (unit) do update set at = excluded.at, told = false
                                        where s.at < excluded.at - interval '1 hour'
                                        """)
                                .params(unit.value(), Timestamp.from(at))
                                .update()
                        > 0;
        if (written) {
            answers.in(unit);
        }
    }
}
