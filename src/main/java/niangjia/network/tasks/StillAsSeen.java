package niangjia.network.tasks;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Two change one unit at once: the first wins, the other is told and sees what it has become before
 * she goes on.
 */
@Component
public class StillAsSeen {

    private final Network network;
    private final JdbcClient jdbc;

    StillAsSeen(Network network, JdbcClient jdbc) {
        this.network = network;
        this.jdbc = jdbc;
    }

    /** What a form carries along of the unit as it was shown. */
    public static String mark(Place place) {
        String all =
                place.name()
                        + '|'
                        + place.code()
                        + '|'
                        + place.kind()
                        + '|'
                        + place.parent()
                        + '|'
                        + place.standing()
                        + '|'
                        + place.closed();
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * Holds the unit until the end of the transaction. The lock comes before that of the tree, so
     * that who moves units and who renames one never wait for each other.
     *
     * @throws Refused if it is no longer what the mark was made of
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void orRefuse(UnitId unit, String mark) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 10))")
                .param(unit.toString())
                .query()
                .listOfRows();
        Place now = network.place(unit).orElseThrow(NoSuchUnit::new);
        if (!mark(now).equals(mark)) {
            throw Refused.because("network.refused.meanwhile");
        }
    }
}
