package niangjia.network;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Numbers of a unit and all below it, kept rather than counted. A change joins the transaction of
 * the work that made it and shows in the sums of the unit and of all above it within five seconds.
 * The demonstration's province counts for itself and not for the nation.
 */
@Service
public class Sums {

    private final JdbcClient jdbc;

    public Sums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The measure of shown, open units below a place; a unit that comes is booked on its parent.
     *
     * @param kind a code of {@code network.kind}
     */
    public static String units(String kind, Place.Standing standing) {
        return "unit." + kind + "." + standing.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Books a change.
     *
     * @param what the measure: words with dots between them
     * @param amount how many more; negative for less
     */
    public void add(UnitId unit, String what, long amount) {
        jdbc.sql("insert into network.change (unit, what, amount) values (?, ?, ?)")
                .params(unit.value(), what, amount)
                .update();
    }

    /** All sums of a unit, by measure; what has never been booked is not in it. */
    public Map<String, Long> of(UnitId unit) {
        Map<String, Long> sums = new HashMap<>();
        jdbc.sql("select what, amount from network.sum where unit = ?")
                .param(unit.value())
                .query(row -> {
                    sums.put(row.getString("what"), row.getLong("amount"));
                });
        return Map.copyOf(sums);
    }
}
