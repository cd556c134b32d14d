package niangjia.network.tasks;

import java.time.Clock;
import java.util.UUID;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.model.Named;
import niangjia.shared.Ids;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * An organisation asks to move in below a place; the federation there, or one above, admits it or
 * says why not.
 */
@Component
public class ApplyToMoveIn {

    /** What somebody typed. */
    public record Asked(String kind, String name, String applicant, String contact, String proof) {

        public Asked {
            name = Seats.line("name", name, FoundUnit.NAME);
            applicant = Seats.line("applicant", applicant, 40);
            contact = Seats.line("contact", contact, 100);
            proof = proof.strip();
            if (proof.isEmpty()) {
                throw Refused.field("proof", "network.refused.empty");
            }
            if (proof.length() > 1000) {
                throw Refused.field("proof", "network.refused.long", 1000);
            }
        }
    }

    private record Waiting(UUID parent, String kind, String name) {}

    private final Network network;
    private final Guard guard;
    private final Units units;
    private final Seats seats;
    private final FoundUnit foundUnit;
    private final JdbcClient jdbc;
    private final Keys keys;
    private final Clock clock;

    ApplyToMoveIn(
            Network network,
            Guard guard,
            Units units,
            Seats seats,
            FoundUnit foundUnit,
            JdbcClient jdbc,
            Keys keys,
            Clock clock) {
        this.network = network;
        this.guard = guard;
        this.units = units;
        this.seats = seats;
        this.foundUnit = foundUnit;
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    @Transactional
    public UUID below(UnitId parent, Asked asked) {
        Place place = network.place(parent).filter(Place::shown).orElseThrow(NoSuchUnit::new);
        if (place.closed()) {
            throw Refused.because("network.refused.closed", place.name());
        }
        if (units.levelToFound(asked.kind(), place.province(), units.today()) != null) {
            throw Refused.field("kind", "network.refused.choice");
        }
        units.parentFor(place, null);
        UUID id = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into network.application (id, province, parent, kind, name, applicant, contact, proof,
                          applied_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        place.province().number(),
                        parent.value(),
                        asked.kind(),
                        asked.name(),
                        keys.close(Named.APPLICANT.in(place.province(), id), asked.applicant()),
                        keys.close(
                                Named.APPLICANT_CONTACT.in(place.province(), id), asked.contact()),
                        keys.close(Named.PROOF.in(place.province(), id), asked.proof()),
                        seats.now())
                .update();
        return id;
    }

    /** From now on it is listed below the place; its founding act may follow. */
    @Transactional
    public UnitId admit(Scope.Branch who, UUID application) {
        Waiting waiting = waiting(who, application);
        UnitId unit =
                foundUnit.under(
                        who,
                        new UnitId(waiting.parent),
                        waiting.kind,
                        waiting.name,
                        "",
                        units.today(),
                        null);
        jdbc.sql(
                        "update network.application set answered_at = ?, answered_by = ?, unit = ? where id = ?")
                .params(seats.now(), who.seat().value(), unit.value(), application)
                .update();
        return unit;
    }

    @Transactional
    public void decline(Scope.Branch who, UUID application, String reason) {
        Waiting waiting = waiting(who, application);
        jdbc.sql(
                        "update network.application set answered_at = ?, answered_by = ?, answer = ? where id = ?")
                .params(
                        seats.now(),
                        who.seat().value(),
                        Seats.line("reason", reason, 300),
                        application)
                .update();
        units.changed(
                network.place(new UnitId(waiting.parent)).orElseThrow(NoSuchUnit::new),
                "network.act.declined",
                who);
    }

    private Waiting waiting(Scope.Branch who, UUID application) {
        Waiting waiting =
                jdbc.sql(
                                "select parent, kind, name from network.application where id = ? and answered_at is null for update")
                        .param(application)
                        .query(Waiting.class)
                        .optional()
                        .orElseThrow(NoSuchUnit::new);
        Place place = guard.open(who, new UnitId(waiting.parent));
        if (place.closed()) {
            throw new NoSuchUnit();
        }
        return waiting;
    }
}
