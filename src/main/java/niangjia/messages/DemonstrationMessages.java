package niangjia.messages;

import java.sql.Timestamp;
import java.time.Clock;
import niangjia.database.DemonstrationPart;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** In the demonstration's past everybody has read her messages, but for the last ones. */
@Component
class DemonstrationMessages implements DemonstrationPart {

    private final JdbcClient jdbc;
    private final Clock clock;

    DemonstrationMessages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public void lay() {
        jdbc.sql(
                        """
                        update messages.message m set read_at = ? where m.province = 99 and m.id not in (
                          select id from (select id, row_number() over (partition by seat order by id desc) as n
                            from messages.message where province = 99 and seat is not null) latest where n <= 2)
                        """)
                .param(Timestamp.from(clock.instant()))
                .update();
    }
}
