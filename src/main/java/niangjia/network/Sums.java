package niangjia.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import niangjia.database.BeforeCommit;
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

    private record Change(UUID unit, String what) {}

    private record Booked(Change change, long amount) {}

    private final JdbcClient jdbc;
    private final BeforeCommit<Booked> changes = new BeforeCommit<>(this::write);

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
        changes.add(new Booked(new Change(unit.value(), what), amount));
    }

    private void write(List<Booked> all) {
        Map<Change, Long> sums = new LinkedHashMap<>();
        all.forEach(booked -> sums.merge(booked.change, booked.amount, Long::sum));
        jdbc.sql(
                        "insert into network.change (unit, what, amount) select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as bigint[]))")
                .param(sums.keySet().stream().map(Change::unit).toArray(UUID[]::new))
                .param(sums.keySet().stream().map(Change::what).toArray(String[]::new))
                .param(sums.values().toArray(Long[]::new))
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
