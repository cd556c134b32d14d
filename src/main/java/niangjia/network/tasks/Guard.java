package niangjia.network.tasks;

import java.time.Clock;
import java.time.LocalDate;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.WorkingTime;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may change what: a chair, a vice-chair or a cadre, within her place and below, and whom one
 * of them handed that right. What lies elsewhere is not there for her.
 */
@Component
public class Guard {

    private final Network network;
    private final JdbcClient jdbc;
    private final Clock clock;

    Guard(Network network, JdbcClient jdbc, Clock clock) {
        this.network = network;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The open unit that she may change. */
    public Place open(Scope.Branch who, UnitId unit) {
        Place place = seen(who, unit);
        if (place.closed()) {
            throw Refused.because("network.refused.closed", place.name());
        }
        String post =
                jdbc.sql("select post from network.seat where id = ? and holder = ?")
                        .params(who.seat().value(), who.person().value())
                        .query(String.class)
                        .optional()
                        .orElseThrow(NoSuchUnit::new);
        boolean leads = !post.equals("EXECUTIVE_MEMBER") && who.covers(place.position());
        if (!leads && !handed(who, place.position())) {
            throw Refused.because("network.refused.post");
        }
        return place;
    }

    /** The unit, if it lies in her branch. */
    public Place seen(Scope.Branch who, UnitId unit) {
        return network.place(unit)
                .filter(p -> p.shown() && reaches(who, p.position()))
                .orElseThrow(NoSuchUnit::new);
    }

    /** Her own place and below, or what was handed to her of the net. */
    boolean reaches(Scope.Branch who, long position) {
        return who.covers(position) || handed(who, position);
    }

    private boolean handed(Scope.Branch who, long position) {
        return jdbc.sql(
                        "select exists (select from network.handed(?, ?) where duty = 'NET' and ? between first and last)")
                .params(who.seat().value(), today(), position)
                .query(Boolean.class)
                .single();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    /** The unit that she sits in herself: what its members told is for its own seats only. */
    Place own(Scope.Branch who, UnitId unit) {
        if (!who.unit().equals(unit)) {
            throw new NoSuchUnit();
        }
        Place place = seen(who, unit);
        boolean sits =
                jdbc.sql(
                                "select exists (select from network.seat where id = ? and holder = ? and unit = ?)")
                        .params(who.seat().value(), who.person().value(), unit.value())
                        .query(Boolean.class)
                        .single();
        if (!sits) {
            throw new NoSuchUnit();
        }
        return place;
    }

    /**
     * Who may lay in villages, for the place she sits in and below: the chair, a vice-chair or
     * somebody full-time of the nation's or a province's federation.
     */
    public boolean mayImportVillages(Scope.Branch who) {
        return jdbc.sql(
                        """
                        select exists (select from network.seat s join network.unit u on u.id = s.unit
                          join network.kind k on k.code = u.kind
                          where s.id = ? and s.holder = ? and u.id = ? and u.closed_on is null and k.level <= 1
                            and (s.post in ('CHAIR', 'VICE_CHAIR') or s.engagement = 'FULL_TIME'))
                        """)
                .params(who.seat().value(), who.person().value(), who.unit().value())
                .query(Boolean.class)
                .single();
    }

    /** What changes a unit's own being is done from above it. */
    Place below(Scope.Branch who, UnitId unit) {
        Place place = open(who, unit);
        if (place.id().equals(who.unit()) || !fromAbove(who, place)) {
            throw Refused.because("network.refused.own-unit");
        }
        return place;
    }

    /** By her own place, or by a right of which no giver stands in that very unit. */
    private boolean fromAbove(Scope.Branch who, Place place) {
        return who.covers(place.position())
                        && jdbc.sql(
                                        "select post <> 'EXECUTIVE_MEMBER' from network.seat where id = ?")
                                .param(who.seat().value())
                                .query(Boolean.class)
                                .single()
                || jdbc.sql(
                                """
                                select exists (select from network.handed(?, ?) where duty = 'NET' and ? between first and last
                                  and ? <> all (givers))
                                """)
                        .params(who.seat().value(), today(), place.position(), place.id().value())
                        .query(Boolean.class)
                        .single();
    }
}
