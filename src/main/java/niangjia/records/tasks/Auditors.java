package niangjia.records.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The duty to audit the log of a branch. It is given from above, in the nation by another one of
 * the nation's own seats, to a person in a seat of a county or above: nobody gives it to herself,
 * and below a county the times alone would tell whose sealed matter it was.
 */
@Component
public class Auditors {

    private static final int COUNTY = 3;

    /** A seat that may have the duty. */
    public record Candidate(UUID seat, String knownAs, String unit, boolean audits) {}

    private record Found(short province, UUID unit, UUID person) {}

    private final JdbcClient jdbc;
    private final Records records;
    private final Clock clock;

    Auditors(JdbcClient jdbc, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    public boolean audits(Scope.Branch who) {
        return jdbc.sql("select exists (select from records.audits where seat = ? and person = ?)")
                .params(who.seat().value(), who.person().value())
                .query(Boolean.class)
                .single();
    }

    /** A chair, a vice-chair or a cadre of a place above a county, or of the nation. */
    public boolean gives(Scope.Branch who) {
        return jdbc.sql(
                        "select exists (select from network.desk where seat = ? and holder = ? and post <> 'EXECUTIVE_MEMBER'"
                                + " and depth < ?)")
                .params(who.seat().value(), who.person().value(), COUNTY)
                .query(Boolean.class)
                .single();
    }

    /**
     * Those right below her who could have it or have it; of the nation its own, too. At most 200.
     */
    public List<Candidate> candidates(Scope.Branch who) {
        return jdbc.sql(
                        "select d.seat, d.known_as, u.name as unit, exists (select from records.audits a where a.seat = d.seat"
                                + " and a.person = d.holder) as audits"
                                + CANDIDATES
                                + " order by audits desc, u.position, d.known_as, d.seat limit 200")
                .param("unit", who.unit().value())
                .param("person", who.person().value())
                .param("county", COUNTY)
                .query(Candidate.class)
                .list();
    }

    private static final String CANDIDATES =
            """
             from network.desk d join network.place u on u.id = d.unit
             where (u.parent = :unit or u.depth = 0 and u.id = :unit or u.parent in (
                 select g.id from network.place g where g.parent = :unit and not g.shown))
               and u.depth <= :county and d.holder <> :person
            """;

    @Transactional
    public void give(Scope.Branch who, SeatId seat) {
        Found found = found(who, seat);
        int given =
                jdbc.sql(
                                "insert into records.auditor (province, seat, person, given_by, since) values (?, ?, ?, ?, ?)"
                                        + " on conflict do nothing")
                        .param(found.province)
                        .param(seat.value())
                        .param(found.person)
                        .param(who.seat().value())
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (given > 0) {
            enter(who, found, "records.audit-given");
        }
    }

    @Transactional
    public void end(Scope.Branch who, SeatId seat) {
        Found found = found(who, seat);
        int ended =
                jdbc.sql(
                                "update records.auditor set until = ? where seat = ? and person = ? and until is null")
                        .params(Timestamp.from(clock.instant()), seat.value(), found.person)
                        .update();
        if (ended > 0) {
            enter(who, found, "records.audit-ended");
        }
    }

    private Found found(Scope.Branch who, SeatId seat) {
        if (!gives(who)) {
            throw Refused.because("records.audit.not-hers");
        }
        return jdbc.sql(
                        "select u.province, u.id as unit, d.holder as person"
                                + CANDIDATES
                                + " and d.seat = :seat")
                .param("unit", who.unit().value())
                .param("person", who.person().value())
                .param("county", COUNTY)
                .param("seat", seat.value())
                .query(Found.class)
                .optional()
                .orElseThrow(() -> Refused.field("seat", "records.audit.nobody"));
    }

    private void enter(Scope.Branch who, Found found, String act) {
        records.enter(
                new Entry(
                        new Province(found.province),
                        clock.instant(),
                        act,
                        Entry.Door.PAGE,
                        who.seat(),
                        new PersonId(who.person().value()),
                        new UnitId(found.unit),
                        null,
                        false,
                        null));
    }
}
