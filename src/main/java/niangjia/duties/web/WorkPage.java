package niangjia.duties.web;

import java.util.List;
import niangjia.duties.model.Rule;
import niangjia.duties.model.Stage;
import niangjia.duties.queries.ReadWork;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work, with what she can do about it from her seat.
 *
 * @param mine she has it in hand
 * @param asked it is asked of her
 * @param answers she leads the federation that offers it, or one above
 * @param leads she leads where it is
 * @param declined what those who declined wished to say
 */
public record WorkPage(
        List<Place> path,
        ReadWork.Whole work,
        List<ReadWork.Hand> hands,
        SeatHeld me,
        boolean mine,
        boolean asked,
        boolean answers,
        boolean leads,
        List<String> declined,
        List<SeatHeld> colleagues,
        Form form)
        implements PageModel {

    @Override
    public String template() {
        return "duties/work";
    }

    public boolean ended() {
        return work.line().stage().ended();
    }

    public boolean canClaim() {
        Stage stage = work.line().stage();
        return asked
                && !mine
                && (stage == Stage.OPEN || stage == Stage.CLAIMED && work.line().team());
    }

    public boolean canDecline() {
        return asked && !mine && !ended();
    }

    public boolean inHand() {
        return mine && work.line().stage() == Stage.CLAIMED;
    }

    public boolean canHandOver() {
        return work.only() == null && work.line().stage() == Stage.CLAIMED && !colleagues.isEmpty();
    }

    public boolean canTell() {
        return inHand() && work.line().rule() == Rule.OFFERED;
    }

    /** Whoever did it does not confirm it. */
    public boolean canAnswer() {
        return answers && !mine && work.line().stage() == Stage.RESULT;
    }

    public boolean canWithdraw() {
        return answers
                && (work.line().stage() == Stage.OPEN || work.line().stage() == Stage.CLAIMED);
    }

    /** Where the fact is that closes it. */
    public @Nullable String fact() {
        return WorkController.where(work.line().rule(), work.line().fact());
    }
}
