package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work knows seats and no woman. What was said of it in free words may name somebody after all: it
 * is stored closed and goes two years after the end.
 */
@Component
@Order(70)
class DutiesKept implements PersonalData {

    private static final Period TIME = Period.ofYears(2);

    private static final Kept WORDS =
            new Kept(
                    "duties.work",
                    List.of("words", "result", "back"),
                    "duties.data.words",
                    Ground.PUBLIC_OFFICE,
                    new Until.After(TIME, null));

    private static final Kept DECLINED =
            new Kept(
                    "duties.decline",
                    List.of("words"),
                    "duties.data.declined",
                    Ground.PUBLIC_OFFICE,
                    new Until.Done());

    private static final Kept FEED =
            new Kept(
                    "duties.feed",
                    List.of("holder"),
                    "duties.data.feed",
                    Ground.PUBLIC_OFFICE,
                    new Until.Done());

    private final JdbcClient jdbc;

    DutiesKept(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Kept> kept() {
        return List.of(WORDS, DECLINED, FEED);
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        int words =
                jdbc.sql(
                                """
                                update duties.work set words = null, result = null, back = null
                                where ended_at < ? and num_nonnulls(words, result, back) > 0
                                """)
                        .param(Timestamp.from(now.atOffset(ZoneOffset.UTC).minus(TIME).toInstant()))
                        .update();
        int feeds =
                jdbc.sql(
                                """
                                delete from duties.feed f where f.ended_at is not null
                                  or not exists (select from network.chair s join network.held h on h.seat = s.seat
                                    and upper_inf(h.during) where s.seat = f.seat and h.holder = f.holder)
                                """)
                        .update();
        return Map.of(WORDS.text(), (long) words, FEED.text(), (long) feeds);
    }
}
