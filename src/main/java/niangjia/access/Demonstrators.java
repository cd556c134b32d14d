package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import niangjia.database.Demonstration;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demonstration's one-click seats: only where the database was chosen for it, only in the
 * fictional province, only on this machine, and no more once a real account exists.
 */
@Component
class Demonstrators {

    private final JdbcClient jdbc;
    private final Network network;
    private final Demonstration demonstration;

    Demonstrators(JdbcClient jdbc, Network network, Demonstration demonstration) {
        this.jdbc = jdbc;
        this.network = network;
        this.demonstration = demonstration;
    }

    boolean welcome(HttpServletRequest request) {
        return demonstration.chosen() && onThisMachine(request) && !realAccountExists();
    }

    Optional<SeatHeld> seat(SeatId seat) {
        return network.seat(seat).filter(held -> held.place().province().equals(Network.FICTIONAL));
    }

    /** Some seats of each level to sit down in, those on duty first. */
    List<SeatHeld> offered() {
        return jdbc
                .sql(
                        """
                        select seat from (
                          select d.seat, u.depth, u.position, row_number() over (partition by u.depth, d.post
                            order by d.on_duty desc, u.position, d.seat) as n
                          from network.desk d join network.place u on u.id = d.unit where u.province = ?
                        ) each_level where n <= 4 order by depth, position limit 60
                        """)
                .param(Network.FICTIONAL.number())
                .query((row, n) -> SeatId.of(row.getString(1)))
                .list()
                .stream()
                .map(network::seat)
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean realAccountExists() {
        return jdbc.sql("select exists (select from access.account where not demonstration)")
                .query(Boolean.class)
                .single();
    }

    private static boolean onThisMachine(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && request.getHeader("Forwarded") == null
                    && request.getHeader("X-Forwarded-For") == null
                    && List.of("localhost", "127.0.0.1", "[::1]").contains(request.getServerName());
        } catch (UnknownHostException nonsense) {
            return false;
        }
    }
}
