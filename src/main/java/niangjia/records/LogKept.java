package niangjia.records;

import java.util.ArrayList;
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
 * prove any more what was done with them. The reasons that were given go.
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

    private static final Kept REASON =
            new Kept(
                    "records.reason",
                    List.of("words"),
                    "records.data.reason",
                    Ground.SAFETY,
                    new Until.Done());
    private static final Kept AUDITOR =
            new Kept(
                    "records.auditor",
                    List.of("person", "seat", "since"),
                    "records.data.auditor",
                    Ground.PUBLIC_OFFICE,
                    new Until.Stays());

    private final JdbcClient jdbc;
    private final Records records;

    LogKept(JdbcClient jdbc, Records records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    @Override
    public List<Kept> kept() {
        return List.of(ENTRY, REASON, AUDITOR);
    }

    /** Who did and who looked, the latest 2,000, and the reasons that were given for any. */
    @Override
    public List<Held> held(Subject her) {
        var held = new ArrayList<Held>();
        jdbc.sql(
                        """
                        select e.at, e.act, r.words, h.known_as from records.entry e
                        left join records.reason r on r.province = e.province and r.entry = e.id and not r.anchor
                        left join lateral (select h.known_as from network.held h where h.seat = e.seat and h.holder = e.person
                          order by h.during desc limit 1) h on true
                        where e.province = ? and e.matter = ? order by e.id desc limit 2000
                        """)
                .params(her.province().number(), her.matter())
                .query(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("at", row.getTimestamp("at").toInstant());
                    String act = row.getString("act");
                    values.put("act", new Held.Word(act, "records.act." + act));
                    if (row.getString("known_as") != null) {
                        values.put("by", row.getString("known_as"));
                    }
                    held.add(new Held(ENTRY, values));
                    String words = row.getString("words");
                    if (words != null) {
                        Map<String, Object> reason = new LinkedHashMap<>(values);
                        reason.put("words", words);
                        held.add(new Held(REASON, reason));
                    }
                });
        return held;
    }

    /** Reasons may tell of her; that something was done, and its proof, stay. */
    @Override
    public void erase(Subject her) {
        records.eraseReasons(her.province(), her.matter());
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
