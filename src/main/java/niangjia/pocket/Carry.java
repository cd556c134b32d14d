package niangjia.pocket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import niangjia.access.Actor;
import niangjia.records.Records;
import niangjia.site.Look;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a member carries along: the lists of all promises, and until when. */
@Component
class Carry {

    /** The setting that says how long lists stay on a phone that is not in contact. */
    static final String CARRIED_FOR = "pocket.carried-for";

    private static final Duration LISTS_FOR = Duration.ofDays(14);

    /** A list is for one person's way, not for a register. */
    private static final int MOST = 300;

    /**
     * The lists by name.
     *
     * @param until the phone erases them then if it has not been in contact
     */
    record Lists(Map<String, List<Map<String, Object>>> lists, Instant until) {}

    private final ObjectProvider<Carried> promises;
    private final Records records;
    private final JdbcClient jdbc;
    private final Clock clock;

    Carry(ObjectProvider<Carried> promises, Records records, JdbcClient jdbc, Clock clock) {
        this.promises = promises;
        this.records = records;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Written down as a reading, like any list of persons that is opened. */
    Lists of(Actor member) {
        Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
        promises.orderedStream()
                .forEach(promise ->
                        lists.put(
                                promise.name(), promise.of(member).stream().limit(MOST).toList()));
        Instant now = clock.instant();
        if (lists.values().stream().anyMatch(list -> !list.isEmpty())) {
            records.enterListing(member.scope(), "pocket.carried", now);
        }
        return new Lists(lists, until(member, now));
    }

    private Instant until(Actor member, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, Look.ZONE);
        Duration agreed =
                jdbc
                        .sql("select network.setting_at(?, ?, ?)")
                        .params(CARRIED_FOR, member.seat().place().position(), today)
                        .query((row, n) -> row.getString(1))
                        .list()
                        .stream()
                        .filter(Objects::nonNull)
                        .map(Duration::parse)
                        .findFirst()
                        .orElse(LISTS_FOR);
        return now.plus(agreed);
    }

    /** A day at least, three months at most. */
    static boolean isCarrying(String value) {
        return LinesKept.isBetween(value, 1, 92);
    }
}
