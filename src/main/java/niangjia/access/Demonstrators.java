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

    /**
     * Seats to sit down in: by the name of a place or a holder, or else some of each unit from the
     * province down.
     */
    List<SeatHeld> offered(String typed) {
        return network.seats(
                jdbc.sql(
                                """
                                select seat from (
                                  select d.seat, u.depth, u.position, u.name, d.known_as,
                                    row_number() over (partition by case when u.depth > 4 then '' else u.id::text end
                                      order by d.on_duty desc, u.position, d.seat) as n
                                  from network.desk d join network.place u on u.id = d.unit where u.province = :fictional
                                ) each_unit
                                where case when :typed = '' then n <= 9
                                  else position(:typed in name) > 0 or position(:typed in known_as) > 0 end
                                order by depth, position, n limit 80
                                """)
                        .param("fictional", Network.FICTIONAL.number())
                        .param("typed", typed)
                        .query((row, n) -> SeatId.of(row.getString(1)))
                        .list());
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
