package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import niangjia.keys.Keys;
import niangjia.network.Network;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The persons who hold the demonstration's seats. */
@Component
class DemonstrationPeople implements DemonstrationPart {

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    DemonstrationPeople(JdbcClient jdbc, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void lay() {
        List<UUID> holders = new ArrayList<>();
        List<byte[]> names = new ArrayList<>();
        jdbc.sql(
                        "select distinct on (d.holder) d.holder, d.known_as from network.desk d join network.place p on p.id = d.unit"
                                + " where p.province = ? order by d.holder")
                .param(Network.FICTIONAL.number())
                .query(row -> {
                    UUID holder = row.getObject("holder", UUID.class);
                    holders.add(holder);
                    names.add(
                            keys.close(
                                    People.NAME.in(Network.FICTIONAL, holder),
                                    row.getString("known_as")));
                });
        jdbc.sql(
                        "insert into people.person (province, id, known_as, since)"
                                + " select ?, n.id, n.name, ? from unnest(cast(? as uuid[]), cast(? as bytea[])) n (id, name)")
                .param(Network.FICTIONAL.number())
                .param(Timestamp.from(clock.instant()))
                .param(holders.toArray(UUID[]::new))
                .param(names.toArray(byte[][]::new))
                .update();
    }
}
