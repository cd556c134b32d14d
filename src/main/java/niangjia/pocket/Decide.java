package niangjia.pocket;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.network.UnitClosed;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lines whose maker holds no seat any more: somebody of the unit gives them to a seat, or back. */
@Component
class Decide {

    private final HandedIn handedIn;
    private final HandIn handIn;
    private final Network network;
    private final Records records;
    private final Clock clock;

    Decide(HandedIn handedIn, HandIn handIn, Network network, Records records, Clock clock) {
        this.handedIn = handedIn;
        this.handIn = handIn;
        this.network = network;
        this.records = records;
        this.clock = clock;
    }

    /** The seat does what the line says, as if it had been made from there. */
    @Transactional
    void give(Actor who, UUID line, SeatId to) {
        HandedIn.Line waits = mine(who, line);
        SeatHeld seat =
                network.seat(to)
                        .filter(held -> who.scope().covers(held.place().position()))
                        .orElseThrow(() -> Refused.field("seat", "pocket.refused.not-a-seat"));
        TakesEntries taker = handIn.takers().get(waits.kind());
        if (taker == null) {
            throw Refused.because("pocket.refused.kind");
        }
        Answer answer =
                taker.take(
                        new Actor(seat, who.demonstration(), who.proved()),
                        new Entry(waits.id(), waits.kind(), waits.madeAt(), waits.words()));
        handedIn.answer(Told.of(waits.id(), answer), who.seat().seat());
        enter(who, "pocket.given");
    }

    /** Back to who made it: it is told to her phone as refused, and stays there. */
    @Transactional
    void giveBack(Actor who, UUID line) {
        HandedIn.Line waits = mine(who, line);
        handedIn.answer(
                Told.refused(waits.id(), "pocket.refused.given-back", List.of()),
                who.seat().seat());
        enter(who, "pocket.given-back");
    }

    private HandedIn.Line mine(Actor who, UUID line) {
        boolean shown = handedIn.undecided(who.scope()).stream().anyMatch(l -> l.id().equals(line));
        return handedIn.waiting(line).filter(l -> shown).orElseThrow(NotWaiting::new);
    }

    private void enter(Actor who, String act) {
        records.enter(
                new niangjia.records.Entry(
                        who.seat().place().province(),
                        clock.instant(),
                        act,
                        Door.PAGE,
                        who.seat().seat(),
                        who.seat().holder(),
                        who.seat().place().id(),
                        null,
                        false,
                        null));
    }

    @ApplicationModuleListener(id = "pocket.undecided.when-a-unit-closes")
    void whenAUnitCloses(UnitClosed closed) {
        handedIn.carriedOn(
                Objects.requireNonNull(closed.unit()), Objects.requireNonNull(closed.successor()));
    }
}
