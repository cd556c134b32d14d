package niangjia.contact.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.files.Attachments;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in contact with her, what was written when somebody came, what she added. */
@Component
@Order(15)
public class ContactKept implements PersonalData {

    private static final Period WORDS_FOR = Period.ofYears(3);
    private static final Period AFTER_THE_LAST = Period.ofYears(1);
    private static final Duration FILES_FOR = Duration.ofDays(1);
    private static final int AT_ONCE = 500;

    private static final Until WORDS = new Until.After(WORDS_FOR, null);
    private static final Until LAST = new Until.After(AFTER_THE_LAST, null);

    private static final Kept WOMAN =
            new Kept(
                    "contact.woman",
                    List.of("known_as", "household", "place", "since", "code_hash"),
                    "contact.data.woman",
                    Ground.CONSENT,
                    LAST);
    private static final Kept PAIRING =
            new Kept(
                    "contact.pairing",
                    List.of("woman", "seat", "since", "visited_at", "next_on"),
                    "contact.data.pairing",
                    Ground.CONSENT,
                    new Until.Done());
    private static final Kept PAST =
            new Kept(
                    "contact.past_pairing",
                    List.of("woman", "seat", "since", "ended_at", "how", "word"),
                    "contact.data.past",
                    Ground.LEGAL_DUTY,
                    WORDS);
    private static final Kept PROPOSED =
            new Kept(
                    "contact.proposed",
                    List.of("known_as", "place", "seat", "lapses_on"),
                    "contact.data.proposed",
                    Ground.HER_WISH,
                    new Until.Done());
    private static final Kept VISIT =
            new Kept(
                    "contact.visit",
                    List.of("pairing", "at", "found", "words", "need", "request"),
                    "contact.data.visit",
                    Ground.CONSENT,
                    WORDS);
    private static final Kept PICTURE =
            new Kept(
                    "files.file", List.of("secret"), "contact.data.picture", Ground.CONSENT, WORDS);
    private static final Kept SECOND =
            new Kept(
                    "contact.conflict",
                    List.of("visit", "words", "made_at"),
                    "contact.data.second",
                    Ground.CONSENT,
                    WORDS);
    private static final Kept ADDITION =
            new Kept(
                    "contact.addition",
                    List.of("woman", "words", "at"),
                    "contact.data.addition",
                    Ground.HER_WISH,
                    WORDS);
    private static final Kept RELAY =
            new Kept(
                    "contact.relay",
                    List.of("woman", "kind", "need", "begun_at", "ended_at"),
                    "contact.data.relay",
                    Ground.CONSENT,
                    WORDS);
    private static final Kept LEG =
            new Kept(
                    "contact.leg",
                    List.of("relay", "seat", "to_do", "accepted_at", "ended_at"),
                    "contact.data.leg",
                    Ground.CONSENT,
                    WORDS);
    private static final Kept JOINED =
            new Kept(
                    "contact.joined",
                    List.of("woman", "other", "at"),
                    "contact.data.joined",
                    Ground.HER_WISH,
                    new Until.Done());
    private static final Kept GATHERED =
            new Kept(
                    "contact.gathered",
                    List.of("account", "woman", "at"),
                    "contact.data.gathered",
                    Ground.HER_WISH,
                    new Until.Done());
    private static final Kept LINE =
            new Kept(
                    "contact.import_line",
                    List.of("known_as", "place", "seat"),
                    "contact.data.import",
                    Ground.HER_WISH,
                    new Until.After(Period.ofDays(1), null));

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Pairings pairings;
    private final Attachments attachments;
    private final Clock clock;

    ContactKept(
            JdbcClient jdbc, Keys keys, Pairings pairings, Attachments attachments, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.pairings = pairings;
        this.attachments = attachments;
        this.clock = clock;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                WOMAN, PAIRING, PAST, PROPOSED, VISIT, PICTURE, SECOND, ADDITION, RELAY, LEG,
                JOINED, GATHERED, LINE);
    }

    @Override
    public List<Held> held(Subject her) {
        var held = new ArrayList<Held>();
        held.addAll(
                rows(
                        WOMAN,
                        her,
                        """
                        select w.id, w.known_as, w.since, p.name as place from contact.woman w
                        join network.place p on p.id = w.place
                        where w.province = ? and w.id = ? and w.erased_at is null
                        """,
                        Written.NAME));
        held.addAll(
                rows(
                        PAIRING,
                        her,
                        """
                        select p.id, c.known_as as by, p.since, p.visited_at, p.next_on from contact.pairing p
                        left join network.chair c on c.seat = p.seat where p.province = ? and p.woman = ?
                        order by p.since, p.id limit 100
                        """,
                        null));
        held.addAll(
                rows(
                        PAST,
                        her,
                        """
                        select p.id, p.since, p.ended_at, 'contact.ended.' || p.how as how, p.word from contact.past_pairing p
                        where p.province = ? and p.woman = ? order by p.ended_at desc limit 100
                        """,
                        Written.LAST_WORD));
        held.addAll(
                rows(
                        VISIT,
                        her,
                        """
                        select v.id, v.at, c.known_as as by, 'contact.found.' || v.found as found, v.words,
                          'help.kind.' || v.need as need
                        from contact.visit v left join network.chair c on c.seat = v.seat
                        where v.province = ? and v.pairing in (select p.id from contact.pairing p where p.woman = ?
                          union all select o.id from contact.past_pairing o where o.woman = ?)
                        order by v.at desc limit 500
                        """,
                        Written.VISIT,
                        her.matter()));
        held.addAll(
                rows(
                        ADDITION,
                        her,
                        "select id, at, words from contact.addition where province = ? and woman = ? order by at desc limit 500",
                        Written.ADDITION));
        held.addAll(
                rows(
                        RELAY,
                        her,
                        """
                        select id, 'contact.relay.kind.' || kind as kind, need, begun_at, ended_at from contact.relay
                        where province = ? and woman = ? order by begun_at desc limit 100
                        """,
                        Written.RELAY_NEED));
        held.addAll(
                rows(
                        LEG,
                        her,
                        """
                        select l.id, c.known_as as by, l.accepted_at, l.ended_at, l.to_do from contact.leg l
                        join contact.relay r on r.province = l.province and r.id = l.relay
                        left join network.chair c on c.seat = l.seat
                        where r.province = ? and r.woman = ? order by l.offered_at desc limit 300
                        """,
                        Written.LEFT_TO_DO));
        held.addAll(
                rows(
                        JOINED,
                        her,
                        "select other as id, at from contact.joined where province = ? and woman = ? limit 20",
                        null));
        held.addAll(
                rows(
                        GATHERED,
                        her,
                        "select account as id, at from contact.gathered where province = ? and woman = ? limit 20",
                        null));
        return held;
    }

    /** Rows as they are told: a closed column is opened, a key of a text is told in words. */
    private List<Held> rows(
            Kept kept, Subject her, String sql, @Nullable Field closed, Object... more) {
        var params = new ArrayList<Object>(List.of(her.province().number(), her.matter()));
        params.addAll(List.of(more));
        return jdbc.sql(sql)
                .params(params)
                .query((row, n) -> new Held(kept, values(row, her.province(), closed)))
                .list();
    }

    private Map<String, Object> values(ResultSet row, Province province, @Nullable Field closed)
            throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        UUID id = row.getObject("id", UUID.class);
        var columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnLabel(i);
            Object value = row.getObject(i);
            if (value == null || column.equals("id")) {
                continue;
            }
            if (value instanceof byte[] bytes) {
                String plain =
                        closed == null ? null : keys.openIfAny(closed.in(province, id), bytes);
                if (plain != null) {
                    values.put(column, plain);
                }
            } else {
                values.put(column, told(value));
            }
        }
        return values;
    }

    private static Object told(Object value) {
        return switch (value) {
            case Timestamp at -> at.toInstant();
            case java.sql.Date day -> day.toLocalDate();
            case String text when text.matches("(contact|help)\\.[a-z.-]+\\.?[A-Za-z_-]+") ->
                    new Held.Word(text.substring(text.lastIndexOf('.') + 1), text);
            default -> value;
        };
    }

    @Override
    public void correct(Subject her, Correction correction) {
        String name = correction.knownAs();
        if (name != null) {
            jdbc.sql(
                            "update contact.woman set known_as = ? where province = ? and id = ? and erased_at is null")
                    .params(
                            keys.close(Written.NAME.in(her.province(), her.matter()), name),
                            her.province().number(),
                            her.matter())
                    .update();
        }
    }

    /**
     * Whoever comes and whatever was written of her; that somebody came, and when, stays counted.
     */
    @Override
    public void erase(Subject her) {
        erase(new HerPage(her.province(), her.matter()));
    }

    private boolean erase(HerPage page) {
        if (!pairings.lock(page)) {
            return false;
        }
        attachments.erase(Written.files(page));
        short province = page.province().number();
        UUID woman = page.woman();
        for (UUID pairing :
                jdbc.sql(
                                "select id from contact.pairing where woman = ? and province = ? limit 100")
                        .params(woman, province)
                        .query(UUID.class)
                        .list()) {
            pairings.hers(page, pairing).ifPresent(row -> pairings.end(row, "ERASED", null));
        }
        jdbc.sql(
                        """
                        with hers as (select o.id from contact.past_pairing o where o.woman = :woman and o.province = :province),
                        visits as (
                          update contact.visit v set words = null, need = null, request = null
                          where v.province = :province and v.pairing in (select id from hers) returning v.id),
                        seconds as (
                          delete from contact.conflict c where c.province = :province and c.visit in (select id from visits)),
                        added as (delete from contact.addition a where a.province = :province and a.woman = :woman),
                        relays as (
                          update contact.relay r set need = null, ended_at = coalesce(r.ended_at, :now)
                          where r.province = :province and r.woman = :woman returning r.id),
                        open_offers as (
                          delete from contact.leg l where l.province = :province and l.relay in (select id from relays)
                            and l.accepted_at is null and l.declined_at is null),
                        legs as (
                          update contact.leg l set to_do = null, ended_at = case when l.accepted_at is not null
                            then coalesce(l.ended_at, :now) end
                          where l.province = :province and l.relay in (select id from relays)
                            and (l.accepted_at is not null or l.declined_at is not null)),
                        last_words as (
                          update contact.past_pairing o set word = null where o.woman = :woman and o.province = :province),
                        links as (
                          delete from contact.joined j where j.province = :province and j.woman = :woman
                            or j.other_province = :province and j.other = :woman),
                        accounts as (delete from contact.gathered g where g.province = :province and g.woman = :woman)
                        update contact.woman w set known_as = null, restricted_at = null, erased_at = :now
                        where w.province = :province and w.id = :woman
                        """)
                .param("province", province)
                .param("woman", woman)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        Timestamp wordsBefore = before(now, WORDS_FOR);
        long proposals =
                jdbc.sql("delete from contact.proposed where lapses_on <= ?")
                        .param(LocalDate.ofInstant(now, WorkingTime.ZONE))
                        .update();
        long lines =
                jdbc.sql(
                                """
                                delete from contact.import_line l using contact.import i
                                where i.id = l.import and i.begun_at <= ?
                                """)
                        .param(Timestamp.from(now.minus(FILES_FOR)))
                        .update();
        jdbc.sql(
                        "update contact.import set state = 'REFUSED', refusal = 'contact.import.over' where state = 'CHECKED' and begun_at <= ?")
                .param(Timestamp.from(now.minus(FILES_FOR)))
                .update();
        long words =
                jdbc.sql(
                                "update contact.visit set words = null where words is not null and at <= ?")
                        .param(wordsBefore)
                        .update();
        attachments.eraseBefore(Written.FILES, wordsBefore.toInstant());
        long additions =
                jdbc.sql("delete from contact.addition where at <= ?").param(wordsBefore).update();
        long seconds =
                jdbc.sql("delete from contact.conflict where at <= ?").param(wordsBefore).update();
        long past =
                jdbc.sql("delete from contact.past_pairing where ended_at <= ?")
                        .param(wordsBefore)
                        .update();
        long relays =
                jdbc.sql(
                                """
                                with over as (select province, id from contact.relay where ended_at <= ? and need is not null),
                                legs as (update contact.leg l set to_do = null from over o
                                  where l.province = o.province and l.relay = o.id)
                                update contact.relay r set need = null from over o
                                where r.province = o.province and r.id = o.id
                                """)
                        .param(wordsBefore)
                        .update();
        return Map.of(
                PROPOSED.text(), proposals,
                LINE.text(), lines,
                VISIT.text(), words,
                ADDITION.text(), additions,
                SECOND.text(), seconds,
                PAST.text(), past,
                RELAY.text(), relays,
                WOMAN.text(), nobodyAnyMore(now));
    }

    /** Women with whom nobody has been paired for a year. */
    private long nobodyAnyMore(Instant now) {
        List<HerPage> over =
                jdbc.sql(
                                """
                                select w.province, w.id from contact.woman w
                                where w.erased_at is null and w.since <= :before
                                  and not exists (select from contact.pairing p where p.woman = w.id)
                                  and not exists (select from contact.past_pairing o where o.woman = w.id
                                    and o.ended_at > :before)
                                order by w.since limit :limit
                                """)
                        .param("before", before(now, AFTER_THE_LAST))
                        .param("limit", AT_ONCE)
                        .query((row, n) ->
                                new HerPage(
                                        new Province(row.getShort(1)),
                                        row.getObject(2, UUID.class)))
                        .list();
        return over.stream().filter(this::erase).count();
    }

    private static Timestamp before(Instant now, Period time) {
        return Timestamp.from(
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .minus(time)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
    }
}
