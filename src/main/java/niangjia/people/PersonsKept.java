package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.keys.Keys;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.shared.PersonId;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names that members wrote down for women, names of office holders, and what each agreed to. */
@Component
@Order(20)
class PersonsKept implements PersonalData {

    private static final Kept PERSON =
            new Kept(
                    "people.person",
                    List.of("known_as", "contact"),
                    "people.data.person",
                    Ground.CONSENT,
                    new Until.Done());
    private static final Kept CONSENT =
            new Kept(
                    "people.consent",
                    List.of("person", "matter", "purpose", "notice", "how", "given_at"),
                    "people.data.consent",
                    Ground.LEGAL_DUTY,
                    new Until.Stays());

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Consents consents;
    private final Clock clock;

    PersonsKept(JdbcClient jdbc, Keys keys, Consents consents, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.consents = consents;
        this.clock = clock;
    }

    @Override
    public List<Kept> kept() {
        return List.of(PERSON, CONSENT);
    }

    @Override
    public List<Held> held(Subject her) {
        var held = new ArrayList<Held>();
        PersonId person = her.person();
        if (person != null) {
            jdbc.sql(
                            "select known_as, contact, since from people.person where province = ? and id = ?")
                    .params(her.province().number(), person.value())
                    .query(row -> {
                        Map<String, Object> values = new LinkedHashMap<>();
                        put(
                                values,
                                "known_as",
                                keys.openIfAny(
                                        People.NAME.in(her.province(), person.value()),
                                        row.getBytes("known_as")));
                        put(
                                values,
                                "contact",
                                keys.openIfAny(
                                        People.CONTACT.in(her.province(), person.value()),
                                        row.getBytes("contact")));
                        values.put("since", row.getTimestamp("since").toInstant());
                        held.add(new Held(PERSON, values));
                    });
        }
        for (Consents.Consent consent : consents.of(her)) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(
                    "purpose",
                    new Held.Word(consent.purpose(), "people.consent." + consent.purpose()));
            values.put("notice", consent.notice());
            values.put("how", new Held.Word(consent.how(), "people.how." + consent.how()));
            values.put("given_at", consent.givenAt());
            put(values, "withdrawn_at", consent.withdrawnAt());
            held.add(new Held(CONSENT, values));
        }
        return held;
    }

    private static void put(
            Map<String, Object> values,
            String column,
            @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            values.put(column, value);
        }
    }

    @Override
    public void correct(Subject her, Correction correction) {
        PersonId person = her.person();
        if (person == null) {
            return;
        }
        UUID id = person.value();
        jdbc.sql(
                        "update people.person set known_as = coalesce(?, known_as), contact = ? where province = ? and id = ?")
                .param(keys.closeIfAny(People.NAME.in(her.province(), id), correction.knownAs()))
                .param(keys.closeIfAny(People.CONTACT.in(her.province(), id), correction.contact()))
                .param(her.province().number())
                .param(id)
                .update();
    }

    /** Her name goes; that she agreed, and until when, stays by ids. */
    @Override
    public void erase(Subject her) {
        UUID person = her.person() == null ? null : her.person().value();
        jdbc.sql("delete from people.person where province = ? and id = ?")
                .param(her.province().number())
                .param(person)
                .update();
        jdbc.sql(
                        """
                        update people.consent set withdrawn_at = :now
                        where province = :province and (matter = :matter or person = :person) and withdrawn_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("province", her.province().number())
                .param("matter", her.matter())
                .param("person", person)
                .update();
    }
}
