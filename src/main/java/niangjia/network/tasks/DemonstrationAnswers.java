package niangjia.network.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells, once the demonstration's seats are filled, where somebody answers. */
@Component
class DemonstrationAnswers implements DemonstrationPart {

    private final JdbcClient jdbc;
    private final TellWhoAnswers answers;
    private final Clock clock;

    DemonstrationAnswers(JdbcClient jdbc, TellWhoAnswers answers, Clock clock) {
        this.jdbc = jdbc;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public void lay() {
        jdbc.sql(
                        """
                        insert into network.sign (unit, at)
                        select distinct s.unit, ?::timestamptz from network.seat s where s.province = 99 and s.holder is not null
                        """)
                .param(Timestamp.from(clock.instant()))
                .update();
        answers.in(
                jdbc.sql("select id from network.unit where province = 99")
                        .query(UUID.class)
                        .list());
    }
}
