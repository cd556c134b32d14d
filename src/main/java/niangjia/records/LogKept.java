package niangjia.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.RoundMade;
import niangjia.people.Subject;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log tells who did and who looked, by ids: it stays when her words are erased, or nobody could
 * prove any more what was done with them.
 */
@Component
@Order(60)
class LogKept implements PersonalData {

    private static final Kept ENTRY =
            new Kept(
                    "records.entry",
                    List.of("person", "matter", "seat", "act", "at"),
                    "records.data.entry",
                    Ground.LEGAL_DUTY,
                    new Until.Stays());

    private final JdbcClient jdbc;
    private final Records records;

    LogKept(JdbcClient jdbc, Records records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    @Override
    public List<Kept> kept() {
        return List.of(ENTRY);
    }

    /** The latest 500. */
    @Override
    public List<Held> held(Subject her) {
        return jdbc.sql(
                        "select at, act, door from records.entry where province = ? and matter = ? order by id desc limit 500")
                .params(her.province().number(), her.matter())
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("at", row.getTimestamp("at").toInstant());
                    String act = row.getString("act");
                    values.put("act", new Held.Word(act, "records.act." + act));
                    return new Held(ENTRY, values);
                })
                .list();
    }

    /** What a daily round erased, in numbers. */
    @EventListener
    void on(RoundMade round) {
        records.enter(
                new Entry(
                        round.province(),
                        round.at(),
                        "people.round",
                        Entry.Door.CLOCK,
                        null,
                        null,
                        round.unit(),
                        null,
                        false,
                        round.erased().toString()));
    }
}
