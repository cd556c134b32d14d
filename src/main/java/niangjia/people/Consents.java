package niangjia.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What she agreed to, each thing by itself; nothing is refused to who does not. */
@Service
public class Consents {

    /** That a member writes her matter down and hears her word for her. */
    public static final String SPOKEN_FOR = "ask-on-her-behalf";

    /** That how to reach her is kept after the end, to ask how she is. */
    public static final String CONTACT_AFTERWARDS = "contact-afterwards";

    /** That a seat of her federation is paired with her, and goes to see how she is. */
    public static final String PAIRED = "paired-with-a-seat";

    /** That a need of hers is shown to everybody, with as much of her as she said. */
    public static final String SHOWN_IN_RELIEF = "shown-in-relief";

    /** That another federation takes over a sealed matter of hers; to whom is not said here. */
    public static final String HANDED_ON = "handed-on";

    /** What she may agree to on her page. */
    public static final List<String> OFFERED = List.of(CONTACT_AFTERWARDS);

    /**
     * A consent.
     *
     * @param notice the version of the notice that it was given to
     * @param how {@code WRITTEN}, {@code SPOKEN} or {@code ONLINE}
     */
    public record Consent(
            UUID id,
            String purpose,
            String notice,
            String how,
            Instant givenAt,
            @Nullable Instant withdrawnAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Consents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The latest first. */
    public List<Consent> of(Subject her) {
        return jdbc.sql(
                        """
                        select id, purpose, notice, how, given_at, withdrawn_at from people.consent
                        where province = :province and (matter = :matter or person = :person) order by id desc
                        """)
                .param("province", her.province().number())
                .param("matter", her.matter())
                .param("person", her.person() == null ? null : her.person().value())
                .query((row, n) -> {
                    Timestamp withdrawn = row.getTimestamp("withdrawn_at");
                    return new Consent(
                            row.getObject("id", UUID.class),
                            row.getString("purpose"),
                            row.getString("notice"),
                            row.getString("how"),
                            row.getTimestamp("given_at").toInstant(),
                            withdrawn == null ? null : withdrawn.toInstant());
                })
                .list();
    }

    /** She agrees on her page; a second time changes nothing. */
    public void agree(Subject her, String purpose) {
        if (!OFFERED.contains(purpose)) {
            throw new IllegalArgumentException("not offered: " + purpose);
        }
        jdbc.sql(
                        "insert into people.consent (province, id, person, matter, purpose, notice, how, given_at)"
                                + " values (?, ?, ?, ?, ?, ?, 'ONLINE', ?) on conflict do nothing")
                .param(her.province().number())
                .param(Ids.next(clock))
                .param(her.person() == null ? null : her.person().value())
                .param(her.matter())
                .param(purpose)
                .param(Notice.VERSION)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** She agreed aloud to something about a matter of hers, and a member heard it. */
    public void agreedAloud(Province province, UUID matter, String purpose, SeatId heardBy) {
        jdbc.sql(
                        "insert into people.consent (province, id, matter, purpose, notice, how, taken_by, given_at)"
                                + " values (?, ?, ?, ?, ?, 'SPOKEN', ?, ?) on conflict do nothing")
                .param(province.number())
                .param(Ids.next(clock))
                .param(matter)
                .param(purpose)
                .param(Notice.VERSION)
                .param(heardBy.value())
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** The purpose that must not be followed any more; nothing where it was not hers. */
    public Optional<String> withdraw(Subject her, UUID consent) {
        return jdbc.sql(
                        """
                        update people.consent set withdrawn_at = :now
                        where province = :province and id = :id and (matter = :matter or person = :person)
                          and withdrawn_at is null returning purpose
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("province", her.province().number())
                .param("id", consent)
                .param("matter", her.matter())
                .param("person", her.person() == null ? null : her.person().value())
                .query(String.class)
                .optional();
    }
}
