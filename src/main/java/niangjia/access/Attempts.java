package niangjia.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import niangjia.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Wrong tries, counted by the hour in the database so that all copies of the program count
 * together. Buckets are hashed: no login and no code rests here.
 */
@Service
public class Attempts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Attempts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private boolean welcome(Map<String, Integer> limits) {
        var tries =
                jdbc
                        .sql(
                                "select bucket, tries from access.attempt where hour = ? and bucket = any (?)")
                        .param(hour())
                        .param(
                                limits.keySet().stream()
                                        .map(Attempts::hashed)
                                        .toArray(String[]::new))
                        .query((row, n) -> Map.entry(row.getString(1), row.getInt(2)))
                        .list()
                        .stream()
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        Map.Entry::getKey, Map.Entry::getValue));
        return limits.entrySet().stream()
                .allMatch(e -> tries.getOrDefault(hashed(e.getKey()), 0) < e.getValue());
    }

    /**
     * Takes a try before anything is computed, so that many at the same moment are no more welcome
     * than one after the other; who was right gives it back by {@link #wasRight}. Outside of any
     * transaction, since a refusal would take the count back.
     *
     * @param limits bucket and how many wrong tries it bears within the hour
     * @return whether the try is welcome
     */
    public boolean take(Map<String, Integer> limits) {
        Assert.state(
                !TransactionSynchronizationManager.isActualTransactionActive(),
                "a try that is refused would be taken back with its transaction");
        if (!welcome(limits)) {
            return false;
        }
        List<String> buckets = List.copyOf(limits.keySet());
        Map<String, Integer> taken = counted(buckets);
        return limits.entrySet().stream()
                .allMatch(e -> taken.getOrDefault(hashed(e.getKey()), 0) <= e.getValue());
    }

    /** She was right: it does not count as a wrong try. */
    public void wasRight(Collection<String> buckets) {
        jdbc.sql(
                        "update access.attempt set tries = tries - 1 where hour = ? and bucket = any (?) and tries > 0")
                .param(hour())
                .param(buckets.stream().map(Attempts::hashed).toArray(String[]::new))
                .update();
    }

    private Map<String, Integer> counted(List<String> buckets) {
        return jdbc
                .sql(
                        "insert into access.attempt (bucket, hour, tries) select b, ?, 1 from unnest(?::text[]) b"
                                + " order by b on conflict (bucket, hour) do update set tries = access.attempt.tries"
                                + " + 1 returning bucket, tries")
                .param(hour())
                .param(buckets.stream().map(Attempts::hashed).toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString(1), row.getInt(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Hours long past tell nothing any more; how many counts that were. */
    int forgetOld() {
        return jdbc.sql("delete from access.attempt where hour < ?")
                .param(Timestamp.from(clock.instant().minus(2, ChronoUnit.DAYS)))
                .update();
    }

    /** How long until all counts begin anew. */
    public Duration rest() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    private Timestamp hour() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.HOURS));
    }

    private static String hashed(String bucket) {
        return HexFormat.of().formatHex(Arrays.copyOf(Digest.of(bucket), 16));
    }
}
