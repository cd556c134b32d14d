package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.cases.CaseWords;
import niangjia.files.Attachments;
import niangjia.help.RequestId;
import niangjia.help.SealedMatters;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is kept of sealed matters. Told and erased only where somebody has spoken with her in the
 * safe way. The hashes of the intake log stay and still fit when its key is destroyed.
 */
@Component
@Order(30)
class CasesKept implements PersonalData {

    private static final Kept PLAN =
            kept("cases.matter", "cases.data.matter", Ground.HER_WISH, "plan", "reach");
    private static final Kept LOG =
            kept("cases.entry", "cases.data.log", Ground.LEGAL_DUTY, "words", "known_as");
    private static final Kept OPTION =
            kept("cases.option", "cases.data.matter", Ground.HER_WISH, "what", "state");

    private final JdbcClient jdbc;
    private final Keys keys;
    private final SealedMatters matters;
    private final Attachments attachments;
    private final Clock clock;

    CasesKept(
            JdbcClient jdbc,
            Keys keys,
            SealedMatters matters,
            Attachments attachments,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.matters = matters;
        this.attachments = attachments;
        this.clock = clock;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                PLAN,
                LOG,
                kept("cases.named", "cases.data.on-it", Ground.PUBLIC_OFFICE, "person"),
                kept("cases.opening", "cases.data.on-it", Ground.PUBLIC_OFFICE, "person"),
                kept(
                        "cases.referral",
                        "cases.data.on-it",
                        Ground.PUBLIC_OFFICE,
                        "person",
                        "offered_person"),
                kept(
                        "cases.wish",
                        "cases.data.wish",
                        Ground.LEGAL_DUTY,
                        "what",
                        "asked_at",
                        "spoken_at",
                        "how",
                        "person"),
                kept(
                        "cases.hold",
                        "cases.data.wish",
                        Ground.LEGAL_DUTY,
                        "asked_person",
                        "set_person",
                        "lifted_person"),
                OPTION,
                kept("cases.clock", "cases.data.matter", Ground.HER_WISH, "what", "due_at"),
                kept("cases.signing_key", "cases.data.signing", Ground.LEGAL_DUTY, "secret"));
    }

    private static Kept kept(String table, String text, Ground ground, String... columns) {
        return new Kept(table, List.of(columns), text, ground, new Until.Stays());
    }

    @Override
    public List<Held> held(Subject her) {
        var held = new ArrayList<Held>();
        if (!her.confirmed()) {
            return held;
        }
        var id = new RequestId(her.province(), her.matter());
        jdbc.sql("select plan, reach from cases.matter where province = ? and id = ?")
                .params(her.province().number(), her.matter())
                .query(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    put(values, CaseWords.PLAN, id, row.getBytes("plan"));
                    put(values, CaseWords.REACH, id, row.getBytes("reach"));
                    if (!values.isEmpty()) {
                        held.add(new Held(PLAN, values));
                    }
                });
        jdbc.sql(
                        "select what, state, on_day from cases.option where province = ? and matter = ? order by what")
                .params(her.province().number(), her.matter())
                .query(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    String what = row.getString("what");
                    values.put("what", new Held.Word(what, "cases.option." + what));
                    String state = row.getString("state");
                    values.put("stage", new Held.Word(state, "cases.state." + state));
                    values.put("at", row.getDate("on_day").toLocalDate());
                    held.add(new Held(OPTION, values));
                });
        jdbc.sql(
                        "select id, number, at, known_as, what, words from cases.entry where province = ? and matter = ?"
                                + " order by number limit 2000")
                .params(her.province().number(), her.matter())
                .query(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("number", row.getInt("number"));
                    values.put("at", row.getTimestamp("at").toInstant());
                    String what = row.getString("what");
                    values.put("what", new Held.Word(what, "cases.entry." + what));
                    if (row.getString("known_as") != null) {
                        values.put("by", row.getString("known_as"));
                    }
                    String words =
                            keys.openIfAny(
                                    CaseWords.ENTRY.in(
                                            her.province(),
                                            row.getObject("id", UUID.class),
                                            her.matter()),
                                    row.getBytes("words"));
                    if (words != null && !words.isEmpty()) {
                        values.put("words", words);
                    }
                    held.add(new Held(LOG, values));
                });
        return held;
    }

    private void put(
            Map<String, Object> values, Field field, RequestId id, byte @Nullable [] closed) {
        String plain = keys.openIfAny(CaseWords.of(field, id), closed);
        if (plain != null) {
            values.put(field.column(), plain);
        }
    }

    /** A log under hold stays, and with it who holds the matter and who must not see it. */
    @Override
    public void erase(Subject her) {
        if (!her.confirmed()) {
            return;
        }
        var id = new RequestId(her.province(), her.matter());
        for (String table :
                List.of(
                        "delete from cases.option",
                        "delete from cases.clock",
                        "delete from cases.named",
                        "delete from cases.opening",
                        "delete from cases.referral")) {
            jdbc.sql(table + " where province = ? and matter = ?")
                    .params(her.province().number(), her.matter())
                    .update();
        }
        jdbc.sql(
                        "delete from cases.wish where province = ? and matter = ? and (what <> 'ERASE' or ended_at is null"
                                + " or outcome <> 'DONE')")
                .params(her.province().number(), her.matter())
                .update();
        jdbc.sql(
                        """
                        update cases.matter set plan = null, reach = null, gravity = null, review_on = null,
                          reported_at = null, rest_asked_by = null, rest_asked_person = null, rested_by = null,
                          rested_person = null, erased_at = ?
                        where province = ? and id = ?
                        """)
                .params(Timestamp.from(clock.instant()), her.province().number(), her.matter())
                .update();
        keys.destroy(her.province(), CaseWords.PLAN.purpose(), her.matter());
        boolean held =
                jdbc.sql(
                                "select exists (select from cases.hold where province = ? and matter = ? and set_at is not null"
                                        + " and lifted_at is null)")
                        .params(her.province().number(), her.matter())
                        .query(Boolean.class)
                        .single();
        if (!held) {
            eraseLog(id);
        }
    }

    /** What was written down cannot be read any more; that nothing was changed is still proved. */
    void eraseLog(RequestId matter) {
        jdbc.sql("update cases.matter set log_erased_at = ? where province = ? and id = ?")
                .params(Timestamp.from(clock.instant()), matter.province().number(), matter.value())
                .update();
        jdbc.sql("delete from cases.opening where province = ? and matter = ?")
                .params(matter.province().number(), matter.value())
                .update();
        attachments.erase(CaseWords.files(matter));
        keys.destroy(matter.province(), CaseWords.ENTRY.purpose(), matter.value());
        matters.forgetWhoMustNotSee(matter);
    }
}
