package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.NewHolder;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Persons and their consents. */
@Service
public class People implements NewHolder {

    static final Field NAME = new Field("people", "people.person", "known_as");
    static final Field CONTACT = new Field("people", "people.person", "contact");

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    People(JdbcClient jdbc, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    @Bean
    static Field personName() {
        return NAME;
    }

    @Bean
    static Field personContact() {
        return CONTACT;
    }

    /** Somebody new: what she is called and, if she wishes, how to reach her. */
    public PersonId meet(Province province, String knownAs, @Nullable String contact) {
        var id = new PersonId(Ids.next(clock));
        jdbc.sql(
                        "insert into people.person (province, id, known_as, contact, since) values (?, ?, ?, ?, ?)")
                .param(province.number())
                .param(id.value())
                .param(keys.close(NAME.in(province, id.value()), knownAs))
                .param(keys.closeIfAny(CONTACT.in(province, id.value()), contact))
                .param(Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /** Who comes into a seat: the name under which she is known in public, and no more. */
    @Override
    public PersonId meet(Province province, String knownAs) {
        return meet(province, knownAs, null);
    }

    /** Names of persons whose matters have had their time, or only how to reach them. */
    public void forget(List<Province> provinces, List<PersonId> persons, boolean contactOnly) {
        jdbc.sql(
                        (contactOnly
                                        ? "update people.person p set contact = null"
                                                + " from unnest(cast(:provinces as smallint[]), cast(:ids as uuid[])) n (province, id)"
                                        : "delete from people.person p"
                                                + " using unnest(cast(:provinces as smallint[]), cast(:ids as uuid[])) n (province, id)")
                                + " where p.province = n.province and p.id = n.id")
                .param("provinces", provinces.stream().map(Province::number).toArray(Short[]::new))
                .param("ids", persons.stream().map(PersonId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * Her matter is sealed: what she is called leaves this module, and what she agreed to stands
     * with the matter and with no person.
     */
    public Optional<String> leavesFor(UUID matter, Province province, PersonId person) {
        Optional<String> name =
                jdbc.sql(
                                "delete from people.person where province = ? and id = ? returning known_as")
                        .params(province.number(), person.value())
                        .query((row, n) ->
                                keys.open(NAME.in(province, person.value()), row.getBytes(1)))
                        .optional();
        jdbc.sql(
                        "update people.consent set matter = ?, person = null where province = ? and person = ?")
                .params(matter, province.number(), person.value())
                .update();
        return name;
    }

    /** She agreed aloud, and a member heard it. */
    public UUID agreedAloud(
            Province province, PersonId person, String purpose, String notice, SeatId heardBy) {
        return agreed(province, person, purpose, notice, "SPOKEN", heardBy);
    }

    /** She agreed on a page of her own. */
    public UUID agreedHerself(Province province, PersonId person, String purpose, String notice) {
        return agreed(province, person, purpose, notice, "ONLINE", null);
    }

    /** She agrees no longer: every consent of hers for this ends now. */
    public void withdrawn(Province province, PersonId person, String purpose) {
        jdbc.sql(
                        "update people.consent set withdrawn_at = ? where province = ? and person = ? and purpose = ?"
                                + " and withdrawn_at is null")
                .params(Timestamp.from(clock.instant()), province.number(), person.value(), purpose)
                .update();
    }

    private UUID agreed(
            Province province,
            PersonId person,
            String purpose,
            String notice,
            String how,
            @Nullable SeatId heardBy) {
        var id = Ids.next(clock);
        jdbc.sql(
                        "insert into people.consent (province, id, person, purpose, notice, how, taken_by, given_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(province.number())
                .param(id)
                .param(person.value())
                .param(purpose)
                .param(notice)
                .param(how)
                .param(heardBy == null ? null : heardBy.value())
                .param(Timestamp.from(clock.instant()))
                .update();
        return id;
    }
}
