package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import niangjia.database.DemonstrationPart;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The persons who hold the demonstration's seats. */
@Component
class DemonstrationPeople implements DemonstrationPart {

    private final JdbcClient jdbc;
    private final Clock clock;

    DemonstrationPeople(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void lay() {
        jdbc.sql(
                        "insert into people.person (province, id, known_as, since) select p.province, d.holder, d.known_as,"
                                + " ? from network.desk d join network.place p on p.id = d.unit where p.province = 99")
                .param(Timestamp.from(clock.instant()))
                .update();
    }
}
