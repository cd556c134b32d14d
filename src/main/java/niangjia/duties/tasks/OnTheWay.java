package niangjia.duties.tasks;

import java.util.Set;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.duties.model.Work.Claim;
import niangjia.help.NotHere;
import niangjia.pocket.Answer;
import niangjia.pocket.Entry;
import niangjia.pocket.TakesEntries;
import niangjia.records.Entry.Door;
import niangjia.shared.Refused;
import org.springframework.stereotype.Component;

/** What a member took or declined on the way, without signal. */
@Component
class OnTheWay implements TakesEntries {

    private static final String CLAIM = "duties.claim";
    private static final String DECLINE = "duties.decline";

    private final WorkOn workOn;

    OnTheWay(WorkOn workOn) {
        this.workOn = workOn;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(CLAIM, DECLINE);
    }

    /** Of two who take the same, the second joins a team or hears who has it. */
    @Override
    public Answer take(Actor member, Entry entry) {
        UUID offer = offer(entry);
        try {
            if (entry.kind().equals(DECLINE)) {
                workOn.decline(member.seat(), offer, entry.word("words").orElse(null));
                return new Answer.Accepted(offer);
            }
            boolean team = entry.word("team").isPresent();
            return switch (workOn.claim(member.seat(), offer, team, Door.INTERFACE)) {
                case Claim.Made() -> new Answer.Accepted(offer);
                case Claim.Joined(), Claim.HersAlready() -> new Answer.Merged(offer);
                case Claim.TakenBy(var seat) -> throw new IllegalStateException(seat.toString());
                case Claim.FullHands(var cap) -> throw new IllegalStateException("" + cap);
            };
        } catch (NotHere gone) {
            throw Refused.because("duties.refused.over");
        }
    }

    private static UUID offer(Entry entry) {
        try {
            return UUID.fromString(entry.word("offer").orElse(""));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.because("duties.refused.over");
        }
    }
}
