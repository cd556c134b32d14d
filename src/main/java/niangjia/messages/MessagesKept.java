package niangjia.messages;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages hold a text's key and ids; those to her go with her words, all go after a year. */
@Component
@Order(50)
class MessagesKept implements PersonalData {

    private static final Period TIME = Period.ofYears(1);

    private static final Kept MESSAGE =
            new Kept(
                    "messages.message",
                    List.of("matter", "about", "key", "at", "read_at"),
                    "messages.data.message",
                    Ground.HER_WISH,
                    new Until.After(TIME, null));

    private static final Kept TELEPHONE =
            new Kept(
                    "messages.telephone_message",
                    List.of("telephone", "words"),
                    "messages.data.telephone",
                    Ground.HER_WISH,
                    new Until.Done());

    private final JdbcClient jdbc;
    private final Telephones telephones;

    MessagesKept(JdbcClient jdbc, Telephones telephones) {
        this.jdbc = jdbc;
        this.telephones = telephones;
    }

    @Override
    public List<Kept> kept() {
        return List.of(MESSAGE, TELEPHONE);
    }

    @Override
    public List<Held> held(Subject her) {
        return jdbc.sql(
                        "select at, key from messages.message where province = ? and matter = ? order by id desc limit 500")
                .params(her.province().number(), her.matter())
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("at", row.getTimestamp("at").toInstant());
                    String key = row.getString("key");
                    values.put("key", new Held.Word(key, key));
                    return new Held(MESSAGE, values);
                })
                .list();
    }

    @Override
    public void erase(Subject her) {
        jdbc.sql("delete from messages.message where province = ? and matter = ?")
                .params(her.province().number(), her.matter())
                .update();
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        return Map.of(
                TELEPHONE.text(),
                (long) telephones.forget(now),
                MESSAGE.text(),
                (long)
                        jdbc.sql("delete from messages.message where at < ?")
                                .param(
                                        Timestamp.from(
                                                now.atOffset(ZoneOffset.UTC)
                                                        .minus(TIME)
                                                        .toInstant()))
                                .update());
    }
}
