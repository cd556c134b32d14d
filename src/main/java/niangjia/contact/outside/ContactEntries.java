package niangjia.contact.outside;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.contact.model.Found;
import niangjia.contact.tasks.Visits;
import niangjia.help.AskForHer;
import niangjia.network.WorkingTime;
import niangjia.pocket.Answer;
import niangjia.pocket.Entry;
import niangjia.pocket.TakesEntries;
import niangjia.records.Entry.Door;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Visits and needs that were written down on the way. */
@Component
class ContactEntries implements TakesEntries {

    private static final String VISIT = "contact.visit";
    private static final String NEED = "contact.need";
    private static final String CORRECT = "contact.correct";

    private final Visits visits;
    private final Clock clock;

    ContactEntries(Visits visits, Clock clock) {
        this.visits = visits;
        this.clock = clock;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(VISIT, NEED, CORRECT);
    }

    @Override
    public Answer take(Actor member, Entry entry) {
        return switch (entry.kind()) {
            case VISIT -> visit(member, entry);
            case NEED -> need(member, entry);
            case CORRECT -> correct(member, entry);
            default -> throw new IllegalArgumentException("not taken here");
        };
    }

    private Answer visit(Actor member, Entry entry) {
        Visits.Kept kept =
                visits.made(
                        member.seat(),
                        new Visits.Made(
                                entry.id(),
                                id(entry, "pairing"),
                                entry.madeAt(),
                                found(entry),
                                entry.word("words").or(() -> entry.word("how")).orElse(""),
                                found(entry).contact() ? need(entry) : null,
                                agrees(entry),
                                next(entry)),
                        Door.INTERFACE);
        return new Answer.Accepted(kept.visit());
    }

    private Answer need(Actor member, Entry entry) {
        var asked =
                visits.need(
                        member.seat(),
                        entry.id(),
                        id(entry, "pairing"),
                        entry.word("words").orElse(""),
                        need(entry),
                        agrees(entry),
                        AskForHer.Safely.UNSAID);
        // Of what is sealed the phone learns nothing that it could show.
        return new Answer.Accepted(asked.sealed() ? entry.id() : asked.id().value());
    }

    private Answer correct(Actor member, Entry entry) {
        Visits.Corrected corrected =
                visits.correct(
                        member.seat(),
                        entry.id(),
                        id(entry, "visit"),
                        entry.word("version").map(ContactEntries::number).orElse(0),
                        found(entry),
                        entry.word("words").orElse(""),
                        entry.madeAt(),
                        Door.INTERFACE);
        return switch (corrected) {
            case Visits.Corrected.Done(var visit) -> new Answer.Accepted(visit);
            case Visits.Corrected.Same(var visit) -> new Answer.Merged(visit);
            case Visits.Corrected.Both(var visit, var conflict) ->
                    new Answer.InConflict(visit, "/contact/choices/" + conflict);
        };
    }

    /** Of several needs the first; all of them are in her words. */
    private static @Nullable String need(Entry entry) {
        return entry.word("need").map(needs -> needs.split("[ ,]", 2)[0]).orElse(null);
    }

    private static boolean agrees(Entry entry) {
        return entry.word("consent").or(() -> entry.word("agrees")).isPresent();
    }

    /** The phone asks only whether she was there. */
    private static Found found(Entry entry) {
        return entry.word("found")
                .map(word ->
                        switch (word) {
                            case "yes" -> Found.SAW.name();
                            case "no" -> Found.NOBODY.name();
                            default -> word;
                        })
                .flatMap(Found::of)
                .orElseThrow(() -> Refused.field("found", "contact.visit.found"));
    }

    /** A day that has passed on the way is no mistake of hers: another is proposed. */
    private @Nullable LocalDate next(Entry entry) {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
            return entry.word("next")
                    .map(LocalDate::parse)
                    .filter(day -> !day.isBefore(today))
                    .orElse(null);
        } catch (DateTimeParseException nonsense) {
            return null;
        }
    }

    private static UUID id(Entry entry, String field) {
        try {
            return entry.word(field)
                    .map(UUID::fromString)
                    .orElseThrow(() -> Refused.because("contact.refused.not-there"));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.because("contact.refused.not-there");
        }
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }
}
