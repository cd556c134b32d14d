package niangjia.relief.tasks;

import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.Sums;
import niangjia.network.UnitClosed;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is offered in a unit that closes goes on in its successor, within the same act. */
@Component
class FollowTheNet {

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final Network network;
    private final Sums sums;

    FollowTheNet(JdbcClient jdbc, Campaigns campaigns, Network network, Sums sums) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.network = network;
        this.sums = sums;
    }

    @EventListener
    void on(UnitClosed closed) {
        jdbc.sql("update relief.campaign set place = ?, version = version + 1 where place = ?")
                .params(closed.successor().value(), closed.unit().value())
                .update();
        UUID shown =
                network.place(closed.successor()).map(campaigns::shownPlace).orElseThrow().value();
        int moved =
                jdbc.sql(
                                """
                                update relief.campaign set shown_place = ?, version = version + 1 where shown_place = ?
                                  and stage in ('OPEN', 'CLOSED')
                                """)
                        .params(shown, closed.unit().value())
                        .update();
        if (moved > 0) {
            sums.add(closed.unit(), Counted.OPEN, -moved);
            sums.add(new niangjia.shared.UnitId(shown), Counted.OPEN, moved);
        }
    }
}
