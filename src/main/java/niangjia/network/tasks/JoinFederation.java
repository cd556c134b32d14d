package niangjia.network.tasks;

import java.time.Clock;
import java.time.LocalDate;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.model.Membership;
import niangjia.network.model.Named;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A woman belongs to a federation that is not her place's: she joins by herself or lets one of its
 * seats write her down, and leaves as easily.
 */
@Component
public class JoinFederation {

    /**
     * What she says.
     *
     * @param contact how to reach her; may be empty
     * @param agreed that the federation's seats may know it, to be in touch with her
     */
    public record Said(String knownAs, String contact, boolean agreed) {

        public Said {
            knownAs = Seats.line("name", knownAs, 40);
            contact = Seats.optional("contact", contact, 100);
            if (!agreed) {
                throw Refused.field("agreed", "network.join.agree-first");
            }
        }
    }

    private final Network network;
    private final Guard guard;
    private final Units units;
    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    JoinFederation(
            Network network, Guard guard, Units units, JdbcClient jdbc, Keys keys, Clock clock) {
        this.network = network;
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    @Transactional
    public Membership herself(UnitId unit, Said said) {
        Place place = network.place(unit).filter(Place::shown).orElseThrow(NoSuchUnit::new);
        Membership made = belongs(place, said, "HERSELF");
        units.changedByHer(place, "network.act.joined", made.woman());
        return made;
    }

    /** Written down by a seat of the federation, as the woman said. */
    @Transactional
    public Membership heardBy(Scope.Branch who, UnitId unit, Said said) {
        Place place = guard.own(who, unit);
        Membership made = belongs(place, said, "HEARD");
        units.changed(place, "network.act.joined", who);
        return made;
    }

    private Membership belongs(Place place, Said said, String agreed) {
        if (place.closed()) {
            throw Refused.because("network.refused.closed", place.name());
        }
        if (units.level(place.kind()) != null) {
            throw Refused.because("network.membership.territory");
        }
        var made = new Membership(place.province(), place.id(), new PersonId(Ids.next(clock)));
        jdbc.sql(
                        """
                        insert into network.membership (province, unit, woman, during, known_as, contact, agreed)
                        values (:province, :unit, :woman, daterange(:today, null), :name, :contact, :agreed)
                        """)
                .param("province", made.province().number())
                .param("unit", made.unit().value())
                .param("woman", made.woman().value())
                .param("today", units.today())
                .param(
                        "name",
                        keys.close(
                                Named.MEMBER.in(made.province(), made.woman().value()),
                                said.knownAs()))
                .param(
                        "contact",
                        said.contact().isEmpty()
                                ? null
                                : keys.close(
                                        Named.MEMBER_CONTACT.in(
                                                made.province(), made.woman().value()),
                                        said.contact()))
                .param("agreed", agreed)
                .update();
        return made;
    }

    /** She leaves; that somebody belonged stays known by its days only. */
    @Transactional
    public void leave(Membership membership) {
        Place place = network.place(membership.unit()).orElseThrow(NoSuchUnit::new);
        if (ended(membership)) {
            units.changedByHer(place, "network.act.left", membership.woman());
        }
    }

    /** As she said to a seat of the federation. */
    @Transactional
    public void leaveHeardBy(Scope.Branch who, UnitId unit, PersonId woman) {
        Place place = guard.own(who, unit);
        if (!ended(new Membership(place.province(), unit, woman))) {
            throw new NoSuchUnit();
        }
        units.changed(place, "network.act.left", who);
    }

    private boolean ended(Membership membership) {
        LocalDate today = units.today();
        return jdbc.sql(
                                """
                                update network.membership set known_as = null, contact = null,
                                  during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))
                                where province = ? and unit = ? and woman = ? and upper_inf(during)
                                """)
                        .params(
                                today,
                                membership.province().number(),
                                membership.unit().value(),
                                membership.woman().value())
                        .update()
                > 0;
    }

    /** A seat of the federation looks at who belongs to it: the log tells that it did. */
    @Transactional
    public Place looked(Scope.Branch who, UnitId unit) {
        Place place = guard.own(who, unit);
        if (units.level(place.kind()) != null) {
            throw new NoSuchUnit();
        }
        units.changed(place, "network.act.members-opened", who);
        return place;
    }
}
