package niangjia.help;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.help.tasks.Work;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that somebody has in hand, for the module that does something about one of them. What is
 * sealed is never among them.
 */
@Service
public class HeldRequests {

    /** A request that a seat has in hand. */
    public record Held(RequestId id, UnitId place, String kind) {}

    private final JdbcClient jdbc;
    private final Work work;

    HeldRequests(JdbcClient jdbc, Work work) {
        this.jdbc = jdbc;
        this.work = work;
    }

    /** The request, if this seat has it in hand. */
    public Optional<Held> of(Scope.Branch who, UUID request) {
        return jdbc.sql(
                        """
                        select province, id, place, kind from help.request where id = ? and claimed_by = ?
                          and ended_at is null and not sealed and restricted_at is null
                        """)
                .params(request, who.seat().value())
                .query(HeldRequests::held)
                .optional();
    }

    /** Those that this seat has in hand, the latest first. */
    public List<Held> all(Scope.Branch who, int limit) {
        return jdbc.sql(
                        """
                        select province, id, place, kind from help.request where claimed_by = ? and ended_at is null
                          and not sealed and restricted_at is null and stage = 'IN_HAND' order by id desc limit ?
                        """)
                .params(who.seat().value(), limit)
                .query(HeldRequests::held)
                .list();
    }

    private static Held held(ResultSet row, int n) throws SQLException {
        return new Held(
                new RequestId(
                        new Province(row.getShort("province")), row.getObject("id", UUID.class)),
                new UnitId(row.getObject("place", UUID.class)),
                row.getString("kind"));
    }

    /** A word to her from the seat that has it in hand; nothing where it is in other hands now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void say(RequestId request, SeatId seat, String words) {
        work.saysBesides(request, seat, words);
    }

    /** Something came of it: now she has the word. The same where it is in other hands now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void came(RequestId request, SeatId seat, String words) {
        work.proposesBesides(request, seat, words);
    }
}
