package niangjia.pocket;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import niangjia.shared.PersonId;
import niangjia.site.Look;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Phones of members, and what was handed in from them. The words are a copy of what they became, so
 * that a line sent again or in conflict can be told; they go soon after the answer.
 */
@Component
@Order(55)
class LinesKept implements PersonalData {

    /** The setting that says how long the words of a line are kept once it was taken. */
    static final String WORDS_FOR = "pocket.words-for";

    private static final Period WORDS = Period.ofDays(30);
    private static final Period REVOKED = Period.ofYears(1);

    private static final Kept LINE =
            new Kept(
                    "pocket.entry",
                    List.of("words"),
                    "pocket.data.line",
                    Ground.HER_WISH,
                    new Until.After(WORDS, WORDS_FOR));
    private static final Kept FACTS =
            new Kept(
                    "pocket.entry",
                    List.of("person", "seat", "kind", "made_at", "answer", "about"),
                    "pocket.data.facts",
                    Ground.LEGAL_DUTY,
                    new Until.Stays());
    private static final Kept DEVICE =
            new Kept(
                    "pocket.device",
                    List.of("person", "secret", "label", "since", "last_contact"),
                    "pocket.data.device",
                    Ground.SAFETY,
                    new Until.After(REVOKED, null));

    private final JdbcClient jdbc;

    LinesKept(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Kept> kept() {
        return List.of(LINE, FACTS, DEVICE);
    }

    @Override
    public List<Held> held(Subject her) {
        PersonId person = her.person();
        if (person == null) {
            return List.of();
        }
        return jdbc.sql("select label, since, last_contact from pocket.device where person = ?")
                .param(person.value())
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("label", row.getString("label"));
                    values.put("since", row.getTimestamp("since").toInstant());
                    values.put("last_contact", row.getTimestamp("last_contact").toInstant());
                    return new Held(DEVICE, values);
                })
                .list();
    }

    /** What of a line is about her goes by {@link HandedIn#forget}, from what it became. */
    @Override
    public void erase(Subject her) {
        PersonId person = her.person();
        if (person != null) {
            jdbc.sql("delete from pocket.device where person = ? and revoked_at is not null")
                    .param(person.value())
                    .update();
        }
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, Look.ZONE);
        long words =
                jdbc.sql(
                                """
                                update pocket.entry e set words = null from network.place p
                                where p.id = e.unit and e.words is not null and e.answer in ('ACCEPTED', 'MERGED', 'REFUSED')
                                  and e.answered_at <= cast(:now as timestamptz) - (select least(:kept::interval, min(a.value::interval))
                                    from network.agreed a where a.name = :setting and a.during @> :day)
                                  and e.answered_at + coalesce(network.setting_at(:setting, p.position, :day), :kept)::interval
                                    <= cast(:now as timestamptz)
                                """)
                        .param("now", Timestamp.from(now))
                        .param("kept", WORDS.toString())
                        .param("setting", WORDS_FOR)
                        .param("day", today)
                        .update();
        long devices =
                jdbc.sql("delete from pocket.device where revoked_at < ?")
                        .param(Timestamp.from(now.atZone(Look.ZONE).minus(REVOKED).toInstant()))
                        .update();
        return Map.of(LINE.text(), words, DEVICE.text(), devices);
    }

    /** A week at least, a year at most. */
    static boolean isKeeping(String value) {
        return isBetween(value, 7, 366);
    }

    static boolean isBetween(String value, int least, int most) {
        try {
            Duration length = Duration.parse(value);
            return length.compareTo(Duration.ofDays(least)) >= 0
                    && length.compareTo(Duration.ofDays(most)) <= 0;
        } catch (DateTimeException nonsense) {
            return false;
        }
    }
}
