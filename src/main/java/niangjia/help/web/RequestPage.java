package niangjia.help.web;

import java.util.List;
import niangjia.help.Alongside;
import niangjia.help.OnSealing;
import niangjia.help.queries.Board;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A request opened by somebody of the staff, with what she can do from her seat.
 *
 * @param reach the way to reach her that was agreed last; what she gave at first is not shown then
 * @param choices what can be done in a sealed matter, and how far each has come
 */
public record RequestPage(
        List<Place> path,
        Board.Opened request,
        SeatId me,
        Form form,
        @Nullable Refused mistake,
        @Nullable String further,
        @Nullable String reach,
        List<OnSealing.Choice> choices,
        List<Alongside> alongside)
        implements PageModel {

    /**
     * What came back.
     *
     * @param act what she was about to do, or empty
     */
    public record Form(String act, String words) {

        static final Form NONE = new Form("", "");
    }

    /** What else was begun for it; nothing of what is sealed. */
    public List<Alongside.Part> beside(Look look) {
        return request.sealed()
                ? List.of()
                : alongside.stream()
                        .flatMap(one ->
                                one.of(List.of(request.id().value()), look).values().stream())
                        .toList();
    }

    /** What she had typed to do this, or empty. */
    public String typed(String... acts) {
        return List.of(acts).contains(form.act()) ? form.words() : "";
    }

    /** Something is wrong with a field of the form that does this. */
    public boolean wrong(String field, String... acts) {
        return mistake != null
                && mistake.field().equals(field)
                && List.of(acts).contains(form.act());
    }

    /** Where the field is that has to be mended. */
    public String at() {
        if (mistake != null && mistake.field().equals("file") && form.act().equals("note")) {
            return "note-file";
        }
        if (mistake == null || !mistake.field().equals("words")) {
            return mistake == null ? "" : mistake.field();
        }
        return switch (form.act()) {
            case "claim" -> "claim-words";
            case "note" -> "note";
            case "offer" -> "why";
            case "heard-done", "heard-not-yet" -> "heard";
            default -> "words";
        };
    }

    /** It is in her hands. */
    public boolean mine() {
        return me.equals(request.claimedBy());
    }

    /** She may take it: nobody has it or who had it is gone, or it is late and on her desk. */
    public boolean canClaim() {
        return !request.stage().ended()
                && (request.claimedName() == null
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
