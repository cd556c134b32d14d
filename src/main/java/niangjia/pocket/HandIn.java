package niangjia.pocket;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Known;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the lines of a phone, each by itself: what one of them comes to does not touch the next. A
 * line that was taken before, from whichever phone, gets the answer that it got then.
 *
 * <p>Nearly always all are taken. So all are tried in one transaction first, and her phone waits
 * for the disk once instead of twenty times; if any of them is refused or breaks, nothing of it has
 * happened, and each goes by itself.
 */
@Component
class HandIn {

    private static final Logger LOG = LoggerFactory.getLogger(HandIn.class);

    private final ObjectProvider<TakesEntries> promises;
    private final HandedIn handedIn;
    private final Network network;
    private final Records records;
    private final Clock clock;
    private final TransactionTemplate transaction;

    HandIn(
            ObjectProvider<TakesEntries> promises,
            HandedIn handedIn,
            Network network,
            Records records,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.promises = promises;
        this.handedIn = handedIn;
        this.network = network;
        this.records = records;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Takes a line that was not taken before. */
    private interface Taking {
        Told of(HandedIn.From from, TakesEntries taker, Entry entry);
    }

    /** An answer for every line, in their order. */
    List<Told> from(Known who, UUID device, List<Sent.Read> lines) {
        List<UUID> ids = lines.stream().map(line -> line.entry().id()).toList();
        Map<UUID, Told> before = handedIn.told(who.person(), ids);
        List<UUID> seats = lines.stream().map(Sent.Read::seat).distinct().toList();
        Map<UUID, HandedIn.From> held = handedIn.held(who.person(), seats);
        List<SeatHeld> hers = network.seatsOf(who.person());
        if (lines.size() > 1 && before.isEmpty()) {
            try {
                return Objects.requireNonNull(
                        transaction.execute(status -> together(who, hers, device, lines, held)));
            } catch (RuntimeException notAll) {
                // Whatever it was, it is met again by the line that it belongs to.
                LOG.debug("{} lines go one by one", lines.size());
            }
        }
        return answers(
                lines,
                before,
                held,
                (from, taker, entry) -> taken(who, hers, from, device, taker, entry));
    }

    private List<Told> together(
            Known who,
            List<SeatHeld> hers,
            UUID device,
            List<Sent.Read> lines,
            Map<UUID, HandedIn.From> held) {
        List<HandedIn.Taken> taken = new ArrayList<>();
        List<Told> told =
                answers(
                        lines,
                        Map.of(),
                        held,
                        (from, taker, entry) -> {
                            Told one = does(actor(who, hers, from), taker, entry);
                            if (one.why() != null) {
                                throw Refused.because(one.why());
                            }
                            taken.add(new HandedIn.Taken(from, entry, one));
                            enter(who, from, one);
                            return one;
                        });
        handedIn.keep(who.person(), device, taken);
        return told;
    }

    private List<Told> answers(
            List<Sent.Read> lines,
            Map<UUID, Told> before,
            Map<UUID, HandedIn.From> held,
            Taking taking) {
        Map<String, TakesEntries> takers = takers();
        List<Told> told = new ArrayList<>();
        for (Sent.Read line : lines) {
            UUID id = line.entry().id();
            Told known = before.get(id);
            HandedIn.From from = held.get(line.seat());
            TakesEntries taker = takers.get(line.entry().kind());
            told.add(
                    known != null
                            ? known
                            : from == null
                                    ? Told.refused(id, "pocket.refused.seat", List.of())
                                    : taker == null
                                            // Not stored: nothing here knows what to keep it for.
                                            ? Told.refused(id, "pocket.refused.kind", List.of())
                                            : taking.of(from, taker, line.entry()));
        }
        return told;
    }

    private static Told does(Optional<Actor> actor, TakesEntries taker, Entry entry) {
        return actor.map(member -> Told.of(entry.id(), taker.take(member, entry)))
                .orElseGet(
                        () -> new Told(entry.id(), Told.Word.WAITS, null, null, null, List.of()));
    }

    private Told taken(
            Known who,
            List<SeatHeld> hers,
            HandedIn.From from,
            UUID device,
            TakesEntries taker,
            Entry entry) {
        Optional<Actor> actor = actor(who, hers, from);
        try {
            return inOne(who, from, device, entry, () -> does(actor, taker, entry));
        } catch (Refused refused) {
            return inOne(who, from, device, entry, () -> refused(entry.id(), refused));
        } catch (RuntimeException accident) {
            LOG.warn(
                    "A line of kind {} waits: {}",
                    entry.kind(),
                    accident.getClass().getSimpleName());
            return Told.later(entry.id());
        }
    }

    static Told refused(UUID id, Refused refused) {
        return Told.refused(
                id, refused.key(), Arrays.stream(refused.details()).map(String::valueOf).toList());
    }

    private interface Does {
        Told now();
    }

    /** The line and what it came to, in one transaction; of two at once the second is told. */
    private Told inOne(Known who, HandedIn.From from, UUID device, Entry entry, Does does) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    if (!handedIn.begin(who.person(), from, device, entry)) {
                        return handedIn.told(who.person(), List.of(entry.id()))
                                .getOrDefault(entry.id(), Told.later(entry.id()));
                    }
                    Told told = does.now();
                    handedIn.answer(told, null);
                    enter(who, from, told);
                    return told;
                }));
    }

    /** What was done is entered by whoever did it. */
    private void enter(Known who, HandedIn.From from, Told told) {
        if (told.word() != Told.Word.ACCEPTED) {
            records.enter(
                    new niangjia.records.Entry(
                            from.province(),
                            clock.instant(),
                            "pocket.handed-in",
                            Door.PAGE,
                            from.seat(),
                            who.person(),
                            from.unit(),
                            null,
                            false,
                            null));
        }
    }

    /**
     * The seat that it was made from; else the one that carries on its unit; else another of hers.
     * Who holds none any more acts no more: then somebody decides.
     */
    private static Optional<Actor> actor(Known who, List<SeatHeld> hers, HandedIn.From from) {
        return hers.stream()
                .filter(seat -> seat.seat().equals(from.seat()))
                .findFirst()
                .or(() ->
                        hers.stream()
                                .filter(seat -> seat.place().id().equals(from.unit()))
                                .findFirst())
                .or(() -> Optional.ofNullable(who.seat()))
                .or(() -> hers.stream().findFirst())
                .map(who::from);
    }

    Map<String, TakesEntries> takers() {
        Map<String, TakesEntries> takers = new HashMap<>();
        promises.forEach(promise -> promise.kinds().forEach(kind -> takers.put(kind, promise)));
        return takers;
    }
}
