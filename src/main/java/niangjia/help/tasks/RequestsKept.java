package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.files.Attachments;
import niangjia.help.HerWords;
import niangjia.help.RequestId;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.people.Consents;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.People;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Her request and its words. Of a sealed matter nothing is told or erased unless somebody on it has
 * spoken with her: a receipt alone is not enough for that.
 */
@Component
@Order(10)
public class RequestsKept implements PersonalData {

    /** The setting that says how long words are kept after the end. */
    public static final String KEPT_FOR = "help.kept-for";

    private static final Period WORDS_FOR = Period.ofYears(3);
    private static final Period CONTACT_FOR = Period.ofDays(90);
    private static final int AT_ONCE = 500;

    private static final String REQUEST = "help.request";

    private static final Kept WORDS =
            new Kept(
                    REQUEST,
                    List.of("story", "word"),
                    "help.data.words",
                    Ground.HER_WISH,
                    new Until.After(WORDS_FOR, KEPT_FOR));
    private static final Kept CONTACT =
            new Kept(
                    REQUEST,
                    List.of("contact", "safe_time", "known_as"),
                    "help.data.contact",
                    Ground.HER_WISH,
                    new Until.After(CONTACT_FOR, null));
    private static final Kept FACTS =
            new Kept(
                    REQUEST,
                    List.of(
                            "place",
                            "kind",
                            "form",
                            "stage",
                            "asked_at",
                            "asked_by",
                            "satisfied",
                            "code_hash"),
                    "help.data.facts",
                    Ground.LEGAL_DUTY,
                    new Until.Stays());
    private static final Kept LOCKED_OUT =
            new Kept(
                    "help.locked_out",
                    List.of("person"),
                    "help.data.locked-out",
                    Ground.SAFETY,
                    new Until.Stays());
    private static final Kept NOT_BY =
            new Kept(
                    REQUEST,
                    List.of("not_by"),
                    "help.data.locked-out",
                    Ground.SAFETY,
                    new Until.Stays());
    private static final Kept STEPS =
            new Kept(
                    "help.step",
                    List.of("words"),
                    "help.data.steps",
                    Ground.HER_WISH,
                    new Until.After(WORDS_FOR, KEPT_FOR));
    private static final Kept CLOCKS =
            new Kept(
                    "help.clock",
                    List.of("request", "what", "due_at", "state"),
                    FACTS.text(),
                    Ground.LEGAL_DUTY,
                    new Until.Stays());

    private static final Kept GATHERED =
            new Kept(
                    "help.gathered",
                    List.of("account", "request", "at"),
                    "help.data.gathered",
                    Ground.HER_WISH,
                    new Until.Done());
    private static final Kept LINK_WORD =
            new Kept(
                    "help.link_word",
                    List.of("request", "hash", "devices"),
                    "help.data.link-word",
                    Ground.SAFETY,
                    new Until.Done());

    private static final Kept RELATED =
            new Kept(
                    "help.related",
                    List.of("person", "place", "surname", "since"),
                    "help.data.related",
                    Ground.SAFETY,
                    new Until.Done());

    private record Over(List<Province> provinces, List<UUID> ids, List<@Nullable UUID> women) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final People people;
    private final Attachments attachments;
    private final Clock clock;

    RequestsKept(JdbcClient jdbc, Keys keys, People people, Attachments attachments, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.people = people;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** Whether a federation may agree to keep words so long. */
    public static boolean isKeeping(String value) {
        try {
            Duration length = Duration.parse(value);
            return length.compareTo(Duration.ofDays(30)) >= 0
                    && length.compareTo(Duration.ofDays(30 * 366)) <= 0;
        } catch (DateTimeException nonsense) {
            return false;
        }
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                WORDS,
                CONTACT,
                STEPS,
                FACTS,
                CLOCKS,
                LOCKED_OUT,
                NOT_BY,
                RELATED,
                GATHERED,
                LINK_WORD);
    }

    @Override
    public List<Held> held(Subject her) {
        var held = new ArrayList<Held>();
        RequestId id = new RequestId(her.province(), her.matter());
        jdbc.sql(
                        """
                        select r.*, p.name as place_name,
                          (select h.known_as from network.held h where h.seat = r.asked_by
                            and h.during @> cast(r.asked_at at time zone :zone as date) limit 1) as asked_by_name
                        from help.request r join network.place p on p.id = r.place
                        where r.province = :province and r.id = :id and (:confirmed or not r.sealed)
                        """)
                .param("zone", WorkingTime.ZONE.getId())
                .param("province", her.province().number())
                .param("id", her.matter())
                .param("confirmed", her.confirmed())
                .query(row -> {
                    Map<String, Object> words = new LinkedHashMap<>();
                    Map<String, Object> contact = new LinkedHashMap<>();
                    for (Field field : List.of(HerWords.STORY, HerWords.WORD)) {
                        put(words, field, id, row.getBytes(field.column()));
                    }
                    for (Field field :
                            List.of(HerWords.KNOWN_AS, HerWords.CONTACT, HerWords.SAFE_TIME)) {
                        put(contact, field, id, row.getBytes(field.column()));
                    }
                    if (!words.isEmpty()) {
                        held.add(new Held(WORDS, words));
                    }
                    if (!contact.isEmpty()) {
                        held.add(new Held(CONTACT, contact));
                    }
                    Map<String, Object> feared = new LinkedHashMap<>();
                    put(feared, HerWords.NOT_BY, id, row.getBytes("not_by"));
                    if (!feared.isEmpty()) {
                        held.add(new Held(NOT_BY, feared));
                    }
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("asked_at", row.getTimestamp("asked_at").toInstant());
                    if (row.getString("asked_by_name") != null) {
                        facts.put("asked_by", row.getString("asked_by_name"));
                    }
                    facts.put("place", row.getString("place_name"));
                    word(facts, "kind", row.getString("kind"), "help.kind.");
                    word(facts, "form", row.getString("form"), "help.form.");
                    word(facts, "stage", row.getString("stage"), "help.stage.");
                    word(facts, "satisfied", row.getString("satisfied"), "help.satisfied.");
                    held.add(new Held(FACTS, facts));
                });
        jdbc.sql(
                        """
                        select s.id, s.at, s.what, s.known_as, s.words, s.for_her from help.step s
                        where s.province = ? and s.request = ? and exists (select from help.request r
                          where r.province = s.province and r.id = s.request and (? or not r.sealed))
                        order by s.id desc limit 500
                        """)
                .params(her.province().number(), her.matter(), her.confirmed())
                .query(row -> {
                    Map<String, Object> step = new LinkedHashMap<>();
                    step.put("at", row.getTimestamp("at").toInstant());
                    word(step, "what", row.getString("what"), "help.step.");
                    if (row.getString("known_as") != null) {
                        step.put("by", row.getString("known_as"));
                    }
                    String words =
                            keys.openIfAny(
                                    HerWords.STEP.in(
                                            her.province(), row.getObject("id", UUID.class)),
                                    row.getBytes("words"));
                    if (words != null) {
                        step.put("words", words);
                    }
                    held.add(new Held(STEPS, step));
                });
        return held;
    }

    private void put(
            Map<String, Object> values, Field field, RequestId id, byte @Nullable [] closed) {
        String plain = keys.openIfAny(HerWords.of(field, id, false), closed);
        if (plain != null) {
            values.put(field.column(), plain);
        }
    }

    private static void word(
            Map<String, Object> values, String column, @Nullable String word, String text) {
        if (word != null) {
            values.put(column, new Held.Word(word, text + word));
        }
    }

    @Override
    public void correct(Subject her, Correction correction) {
        RequestId id = new RequestId(her.province(), her.matter());
        jdbc.sql(
                        "update help.request set contact = ?, safe_time = ?, version = version + 1"
                                + " where province = ? and id = ? and not sealed")
                .param(
                        keys.closeIfAny(
                                HerWords.of(HerWords.CONTACT, id, false), correction.contact()))
                .param(
                        keys.closeIfAny(
                                HerWords.of(HerWords.SAFE_TIME, id, false), correction.safeTime()))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    /** An ended request's words; when and where somebody asked stays counted. */
    @Override
    public void erase(Subject her) {
        for (String table : List.of("gathered", "link_word")) {
            jdbc.sql("delete from help." + table + " where province = ? and request = ?")
                    .params(her.province().number(), her.matter())
                    .update();
        }
        if (her.confirmed()) {
            eraseSealed(her);
        } else {
            erase(new Over(List.of(her.province()), List.of(her.matter()), List.of()));
        }
    }

    /**
     * Of a sealed matter the place goes too, up to the province: where few live, place and day
     * would tell who it was. Its key is destroyed, so that no copy of the rows opens any more.
     */
    private void eraseSealed(Subject her) {
        jdbc.sql(
                        """
                        update help.request r set story = null, contact = null, safe_time = null, word = null,
                          not_by = null, known_as = null, woman = null, erased_at = :now, version = version + 1,
                          place = (select p.id from network.place here join network.place p
                            on p.position = any (network.upwards(here.position)) and p.depth = least(1, here.depth)
                            where here.id = r.place)
                        where r.province = :province and r.id = :id and r.sealed
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("province", her.province().number())
                .param("id", her.matter())
                .update();
        jdbc.sql(
                        "update help.step set words = null where province = ? and request = ? and words is not null")
                .params(her.province().number(), her.matter())
                .update();
        keys.destroy(her.province(), HerWords.STORY.purpose(), her.matter());
    }

    private void erase(Over over) {
        jdbc.sql(
                        """
                        with gone as (
                          update help.request r set story = null, contact = null, safe_time = null, word = null,
                            not_by = null, erased_at = :now, version = version + 1
                          from unnest(cast(:provinces as smallint[]), cast(:ids as uuid[])) n (province, id)
                          where r.province = n.province and r.id = n.id and not r.sealed
                          returning r.province, r.id)
                        update help.step s set words = null from gone g
                        where s.province = g.province and s.request = g.id and s.words is not null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("provinces", numbers(over))
                .param("ids", over.ids.toArray(UUID[]::new))
                .update();
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        return Map.of(WORDS.text(), wordsOver(now), CONTACT.text(), contactsOver(now));
    }

    /** The nearest agreed length upwards wins; only what ended before the shortest is looked at. */
    private long wordsOver(Instant now) {
        long all = 0;
        while (true) {
            Over over =
                    over(
                            jdbc.sql(
                                            """
                                            select r.province, r.id, r.woman from help.request r
                                            join network.place p on p.id = r.place
                                            where r.ended_at is not null and r.erased_at is null and not r.sealed
                                              and r.ended_at <= cast(:now as timestamptz) - (select least(:kept::interval, min(a.value::interval))
                                                from network.agreed a where a.name = :setting and a.during @> :day)
                                              and r.ended_at + coalesce(network.setting_at(:setting, p.position, :day),
                                                :kept)::interval <= cast(:now as timestamptz)
                                            order by r.ended_at, r.province, r.id limit :limit for update of r skip locked
                                            """)
                                    .param("kept", WORDS_FOR.toString())
                                    .param("setting", KEPT_FOR),
                            now);
            erase(over);
            attachments.erase(over.provinces, over.ids);
            people.forget(provincesOfWomen(over), women(over), false);
            enter(over, now, "help.words-over");
            all += over.ids.size();
            if (over.ids.size() < AT_ONCE) {
                return all;
            }
        }
    }

    private long contactsOver(Instant now) {
        long all = 0;
        while (true) {
            Over over =
                    over(
                            jdbc.sql(
                                            """
                                            select r.province, r.id, r.woman from help.request r
                                            where r.ended_at <= cast(:now as timestamptz) - :kept::interval and r.erased_at is null
                                              and not r.sealed and num_nonnulls(r.contact, r.safe_time) > 0
                                              and cast(:day as date) is not null
                                              and not exists (select from people.agreed a where a.province = r.province
                                                and a.matter = r.id and a.purpose = :consent)
                                            order by r.ended_at, r.province, r.id limit :limit for update of r skip locked
                                            """)
                                    .param("kept", CONTACT_FOR.toString())
                                    .param("consent", Consents.CONTACT_AFTERWARDS),
                            now);
            jdbc.sql(
                            """
                            update help.request r set contact = null, safe_time = null, version = version + 1
                            from unnest(cast(:provinces as smallint[]), cast(:ids as uuid[])) n (province, id)
                            where r.province = n.province and r.id = n.id
                            """)
                    .param("provinces", numbers(over))
                    .param("ids", over.ids.toArray(UUID[]::new))
                    .update();
            people.forget(provincesOfWomen(over), women(over), true);
            enter(over, now, "help.contact-over");
            all += over.ids.size();
            if (over.ids.size() < AT_ONCE) {
                return all;
            }
        }
    }

    private static Over over(JdbcClient.StatementSpec found, Instant now) {
        var over = new Over(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        found.param("now", Timestamp.from(now))
                .param("day", LocalDate.ofInstant(now, WorkingTime.ZONE))
                .param("limit", AT_ONCE)
                .query(row -> {
                    over.provinces.add(new Province(row.getShort("province")));
                    over.ids.add(row.getObject("id", UUID.class));
                    over.women.add(row.getObject("woman", UUID.class));
                });
        return over;
    }

    private static List<Province> provincesOfWomen(Over over) {
        var provinces = new ArrayList<Province>();
        for (int i = 0; i < over.women.size(); i++) {
            if (over.women.get(i) != null) {
                provinces.add(over.provinces.get(i));
            }
        }
        return provinces;
    }

    private static List<PersonId> women(Over over) {
        var women = new ArrayList<PersonId>();
        for (UUID woman : over.women) {
            if (woman != null) {
                women.add(new PersonId(woman));
            }
        }
        return women;
    }

    private static Short[] numbers(Over over) {
        return over.provinces.stream().map(Province::number).toArray(Short[]::new);
    }

    /** Each stands in its own log, in one round trip. */
    private void enter(Over over, Instant now, String act) {
        jdbc.sql(
                        """
                        select records.enter(n.province, n.entry, :now, :act, 'CLOCK', null, null, null, n.id, false, null)
                        from unnest(cast(:provinces as smallint[]), cast(:ids as uuid[]), cast(:entries as uuid[]))
                          n (province, id, entry)
                        """)
                .param("now", Timestamp.from(now))
                .param("act", act)
                .param("provinces", numbers(over))
                .param("ids", over.ids.toArray(UUID[]::new))
                .param("entries", over.ids.stream().map(id -> Ids.next(clock)).toArray(UUID[]::new))
                .query(row -> {});
    }
}
