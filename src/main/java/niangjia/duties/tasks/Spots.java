package niangjia.duties.tasks;

import java.util.Optional;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blind spots and the federations above them. */
@Component
public class Spots {

    private final JdbcClient jdbc;
    private final Network network;

    Spots(JdbcClient jdbc, Network network) {
        this.jdbc = jdbc;
        this.network = network;
    }

    /** The nearest federation above that answers; none where nobody does. */
    public Optional<Place> nearest(Place spot) {
        return jdbc.sql(
                        """
                        select unit::text from network.answering
                        where position = any (network.upwards(?)) and depth < ? order by depth desc limit 1
                        """)
                .params(spot.position(), spot.depth())
                .query(String.class)
                .optional()
                .flatMap(unit -> network.place(UnitId.of(unit)));
    }

    static boolean above(Place above, Place below) {
        return above.depth() < below.depth()
                && above.position() <= below.position()
                && below.position() <= above.last();
    }
}
