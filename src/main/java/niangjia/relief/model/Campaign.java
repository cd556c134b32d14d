package niangjia.relief.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.relief.CampaignId;
import niangjia.shared.Money;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A need on its way from a draft to its report: who may open it, when it closes, what it may still
 * become. Amounts that come from pledges are kept with the pledges and only read here.
 */
public final class Campaign {

    /** How far it is. */
    public enum Stage {
        DRAFT,
        /** A federation has seen it; a second person has still to say yes. */
        SECOND,
        OPEN,
        /** Nobody pledges any more; it is being handed over. */
        CLOSED,
        ENDED,
        /** A draft that came to nothing. */
        DROPPED;

        public boolean atWork() {
            return this != ENDED && this != DROPPED;
        }
    }

    /** How it ended. */
    public enum How {
        DELIVERED,
        SPOILED,
        SOLD_ELSEWHERE,
        OTHERWISE;

        /** Why somebody may stop it. */
        public static final List<How> REASONS = List.of(SPOILED, SOLD_ELSEWHERE, OTHERWISE);
    }

    /** What does not change. */
    public record Facts(
            CampaignId id,
            UUID request,
            UnitId place,
            UnitId shownPlace,
            SeatId draftedBy,
            Terms terms) {}

    /** What changes. */
    public record State(
            Stage stage,
            @Nullable LocalDate seenOn,
            @Nullable UnitId federation,
            @Nullable SeatId openedBy,
            @Nullable SeatId secondedBy,
            @Nullable Instant openedAt,
            @Nullable Instant closesAt,
            @Nullable Instant extendedAt,
            @Nullable Instant endedAt,
            @Nullable How how,
            BigDecimal available) {}

    /** What follows from the pledges. */
    public record Totals(
            BigDecimal taken,
            BigDecimal allotted,
            BigDecimal delivered,
            BigDecimal paid,
            int buyers,
            int waiting) {}

    /** Something that everybody may read. */
    public record Event(What what, @Nullable String words, @Nullable BigDecimal amount) {}

    /** What can happen to it. */
    public enum What {
        OPENED,
        EXTENDED,
        YIELDS,
        CLOSED,
        STOPPED,
        ENDED
    }

    private static final int WORDS = 300;
    private static final List<String> LEADS = List.of("CHAIR", "VICE_CHAIR", "CADRE");

    private final Facts facts;
    private final Totals totals;
    private final List<Event> events = new ArrayList<>();
    private Stage stage;
    private @Nullable LocalDate seenOn;
    private @Nullable UnitId federation;
    private @Nullable SeatId openedBy;
    private @Nullable SeatId secondedBy;
    private @Nullable Instant openedAt;
    private @Nullable Instant closesAt;
    private @Nullable Instant extendedAt;
    private @Nullable Instant endedAt;
    private @Nullable How how;
    private BigDecimal available;

    public Campaign(Facts facts, State state, Totals totals) {
        this.facts = facts;
        this.totals = totals;
        stage = state.stage;
        seenOn = state.seenOn;
        federation = state.federation;
        openedBy = state.openedBy;
        secondedBy = state.secondedBy;
        openedAt = state.openedAt;
        closesAt = state.closesAt;
        extendedAt = state.extendedAt;
        endedAt = state.endedAt;
        how = state.how;
        available = state.available;
    }

    /** Whether a seat speaks for its federation: it vouches, opens, extends and stops. */
    public static boolean leads(SeatHeld who) {
        return LEADS.contains(who.post());
    }

    public Facts facts() {
        return facts;
    }

    public Totals totals() {
        return totals;
    }

    public State now() {
        return new State(
                stage,
                seenOn,
                federation,
                openedBy,
                secondedBy,
                openedAt,
                closesAt,
                extendedAt,
                endedAt,
                how,
                available);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Only a draft is changed; what somebody has seen stays as it was seen. */
    public void guardDraft() {
        if (stage != Stage.DRAFT) {
            throw Refused.because("relief.refused.not-draft");
        }
    }

    /**
     * A federation says that it has seen field, quantity and price. It opens at once, or waits for
     * a second person where it is worth more than one alone opens.
     *
     * @param aloneUpTo what one person opens by herself
     */
    public void seen(SeatHeld who, LocalDate on, Money aloneUpTo, Duration open, Instant now) {
        guardDraft();
        LocalDate today = LocalDate.ofInstant(now, WorkingTime.ZONE);
        if (on.isAfter(today) || on.isBefore(today.minusDays(30))) {
            throw Refused.field("seen", "relief.open.seen");
        }
        guardUseful(today);
        seenOn = on;
        federation = who.place().id();
        openedBy = who.seat();
        if (facts.terms.worth().fen() > aloneUpTo.fen()) {
            stage = Stage.SECOND;
        } else {
            open(open, now);
        }
    }

    /** A second person says yes too; the task has looked that it is another person. */
    public void seconded(SeatHeld who, Duration open, Instant now) {
        if (stage != Stage.SECOND) {
            throw Refused.because("relief.refused.not-second");
        }
        guardUseful(LocalDate.ofInstant(now, WorkingTime.ZONE));
        secondedBy = who.seat();
        open(open, now);
    }

    /** The second yes may come days after the first. */
    private void guardUseful(LocalDate today) {
        if (facts.terms.usefulUntil().isBefore(today)) {
            throw Refused.because("relief.refused.too-late");
        }
    }

    /** Back to the draft, since the second person has not said yes. */
    public void backToDraft() {
        if (stage != Stage.SECOND) {
            throw Refused.because("relief.refused.not-second");
        }
        stage = Stage.DRAFT;
        seenOn = null;
        federation = null;
        openedBy = null;
    }

    private void open(Duration open, Instant now) {
        Instant last = endOf(facts.terms.usefulUntil());
        Instant week = endOf(LocalDate.ofInstant(now.plus(open), WorkingTime.ZONE));
        stage = Stage.OPEN;
        openedAt = now;
        closesAt = week.isBefore(last) ? week : last;
        tell(What.OPENED, null, facts.terms.cap());
    }

    public void drop() {
        if (stage != Stage.DRAFT && stage != Stage.SECOND) {
            throw Refused.because("relief.refused.not-draft");
        }
        stage = Stage.DROPPED;
    }

    /** Once, with a reason that everybody reads, and not beyond the day on which it is of use. */
    public void extend(LocalDate until, String why) {
        guardOpen();
        if (extendedAt != null) {
            throw Refused.field("until", "relief.extend.once");
        }
        Instant then = endOf(until);
        if (closesAt == null
                || !then.isAfter(closesAt)
                || until.isAfter(facts.terms.usefulUntil())) {
            throw Refused.field("until", "relief.extend.until");
        }
        reason(why);
        extendedAt = then;
        closesAt = then;
        tell(What.EXTENDED, why, null);
    }

    /**
     * What the field yields, looked at again.
     *
     * @param had what was handed over already
     */
    public void yields(BigDecimal amount, BigDecimal had, String why) {
        guardAtWork();
        if (amount.compareTo(had) < 0) {
            throw Refused.field("amount", "relief.yield.had", Amounts.plain(had));
        }
        reason(why);
        available = amount;
        tell(What.YIELDS, why, amount);
    }

    public void close() {
        guardOpen();
        stage = Stage.CLOSED;
        tell(What.CLOSED, null, totals.taken);
    }

    /** Spoiled, sold elsewhere, or for another reason: everybody is told why. */
    public void stop(How reason, String words, Instant now) {
        guardAtWork();
        if (!How.REASONS.contains(reason)) {
            throw Refused.field("how", "relief.stop.how");
        }
        reason(words);
        tell(What.STOPPED, words, null);
        end(reason, now);
    }

    public void endDelivered(Instant now) {
        guardAtWork();
        tell(What.ENDED, null, totals.delivered);
        end(How.DELIVERED, now);
    }

    /** The seller had erased what is kept of her: nothing of it can go on. */
    public void endErased(Instant now) {
        guardAtWork();
        tell(What.STOPPED, null, null);
        end(How.OTHERWISE, now);
    }

    private void end(How reason, Instant now) {
        stage = Stage.ENDED;
        how = reason;
        endedAt = now;
    }

    /** More can be pledged at this moment. */
    public boolean takesMore(Instant now) {
        return stage == Stage.OPEN && closesAt != null && now.isBefore(closesAt);
    }

    private void guardOpen() {
        if (stage != Stage.OPEN) {
            throw Refused.because("relief.refused.not-open");
        }
    }

    public void guardAtWork() {
        if (stage != Stage.OPEN && stage != Stage.CLOSED) {
            throw Refused.because("relief.refused.not-open");
        }
    }

    private static void reason(String words) {
        if (words.isBlank() || words.length() > WORDS) {
            throw Refused.field("words", "relief.why", WORDS);
        }
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(WorkingTime.ZONE).toInstant();
    }

    private void tell(What what, @Nullable String words, @Nullable BigDecimal amount) {
        events.add(new Event(what, words, amount));
    }
}
