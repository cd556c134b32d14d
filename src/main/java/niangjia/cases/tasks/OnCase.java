package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import niangjia.cases.model.What;
import niangjia.cases.model.WhoSees;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.SealedMatters;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a matter out under a lock for somebody on it, and enters what she did, within the caller's
 * transaction. A matter that she is not on is not there.
 */
@Component
class OnCase {

    /** A matter as it is now, under a lock. */
    record On(
            RequestId id,
            boolean holder,
            boolean overseer,
            @Nullable UUID desk,
            @Nullable UUID above,
            String kind,
            boolean ended,
            boolean erased,
            boolean stayNear,
            @Nullable UUID restAskedPerson) {}

    private final JdbcClient jdbc;
    private final SealedMatters matters;
    private final IntakeLog log;

    OnCase(JdbcClient jdbc, SealedMatters matters, IntakeLog log) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.log = log;
    }

    On on(Scope.Branch who, UUID matter) {
        On on =
                jdbc.sql(
                                "select m.province, s.desk, s.overseer, s.kind, s.ended_at, s.stay_near, m.erased_at, "
                                        + WhoSees.REST_ASKED_BY
                                        + " as rest_asked_person"
                                        + WhoSees.FROM
                                        + " where m.id = :id and "
                                        + WhoSees.MAY
                                        + " for update of m")
                        .param("id", matter)
                        .param("seat", who.seat().value())
                        .param("person", who.person().value())
                        .query((row, n) -> {
                            UUID desk = row.getObject("desk", UUID.class);
                            UUID above = row.getObject("overseer", UUID.class);
                            return new On(
                                    new RequestId(new Province(row.getShort("province")), matter),
                                    who.seat().value().equals(desk),
                                    who.seat().value().equals(above),
                                    desk,
                                    above,
                                    row.getString("kind"),
                                    row.getTimestamp("ended_at") != null,
                                    row.getTimestamp("erased_at") != null,
                                    row.getBoolean("stay_near"),
                                    row.getObject("rest_asked_person", UUID.class));
                        })
                        .optional()
                        .orElseThrow(NotHere::new);
        if (matters.locksOut(who, on.id)) {
            throw new NotHere();
        }
        return on;
    }

    /** Who is on it may act while it has not ended. */
    On open(Scope.Branch who, UUID matter) {
        On on = on(who, matter);
        if (on.ended) {
            throw Refused.because("help.refused.ended");
        }
        return on;
    }

    On leading(Scope.Branch who, UUID matter) {
        On on = open(who, matter);
        if (!on.holder && !on.overseer) {
            throw Refused.because("cases.refused.holder");
        }
        return on;
    }

    /** Nobody is asked any more to take it; how many were. */
    int endOffers(RequestId id, String how, Instant at) {
        return jdbc.sql(
                        "update cases.referral set state = ?, answered_at = ? where province = ? and matter = ?"
                                + " and state = 'OFFERED'")
                .param(how)
                .param(Timestamp.from(at))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    UUID done(On on, Scope.Branch who, What what, String words) {
        return done(on, who, what, words, "cases.worked");
    }

    UUID done(On on, Scope.Branch who, What what, String words, String act) {
        return log.enter(on.id, who, what, words, act);
    }
}
