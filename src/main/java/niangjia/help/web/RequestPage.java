package niangjia.help.web;

import java.util.List;
import niangjia.help.queries.Board;
import niangjia.network.Place;
import niangjia.shared.SeatId;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** A request opened by somebody of the staff, with what she can do from her seat. */
public record RequestPage(
        List<Place> path,
        Board.Opened request,
        SeatId me,
        String typed,
        @Nullable String mistake,
        Object[] details)
        implements PageModel {

    /** It is in her hands. */
    public boolean mine() {
        return me.equals(request.claimedBy());
    }

    /** She may take it: nobody has, or it is late and stands on her desk. */
    public boolean canClaim() {
        return !request.stage().ended()
                && (request.claimedBy() == null
                        || request.late() && me.equals(request.desk()) && !mine());
    }

    public boolean offeredToMe() {
        return me.equals(request.offeredDesk());
    }

    public boolean answerable() {
        return mine() || request.claimedBy() == null && me.equals(request.desk());
    }

    @Override
    public String template() {
        return "help/request";
    }
}
