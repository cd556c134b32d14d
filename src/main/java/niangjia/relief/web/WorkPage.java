package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.relief.model.Campaign;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.queries.ReliefDesk;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A campaign for who works on it.
 *
 * @param leads she leads its place or above: opens, extends, stops it
 * @param firstIsMe she has opened it and cannot be the second person
 * @param next where the lines go on
 */
public record WorkPage(
        List<Place> path,
        ReadRelief.View view,
        ReliefDesk.Seller seller,
        List<ReliefDesk.Line> lines,
        @Nullable String next,
        List<ReliefDesk.Alarm> alarms,
        List<ReliefDesk.Resembling> resembling,
        boolean leads,
        boolean firstIsMe,
        Map<String, String> typed,
        @Nullable Refused mistake,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/work";
    }

    public String typed(String field, String otherwise) {
        return typed.getOrDefault(field, otherwise);
    }

    /** What she typed into this form; another form of the page keeps what stands there. */
    public String typed(String act, String field, String otherwise) {
        return act.equals(typed.get("act")) ? typed.getOrDefault(field, otherwise) : otherwise;
    }

    public String typedOf(UUID line, String field, String otherwise) {
        return line.toString().equals(typed.get("pledge"))
                ? typed.getOrDefault(field, otherwise)
                : otherwise;
    }

    public boolean wrong(String act, String field) {
        return mistake != null && mistake.field().equals(field) && act.equals(typed.get("act"));
    }

    public boolean wrongOf(UUID line, String field) {
        return mistake != null
                && mistake.field().equals(field)
                && line.toString().equals(typed.get("pledge"));
    }

    public boolean open(String act) {
        return mistake != null && act.equals(typed.get("act"));
    }

    public boolean atWork() {
        return view.stage() == Campaign.Stage.OPEN || view.stage() == Campaign.Stage.CLOSED;
    }

    public List<Campaign.How> reasons() {
        return Campaign.How.REASONS;
    }

    public @Nullable String window(@Nullable UUID id) {
        return view.windows().stream()
                .filter(one -> one.id().equals(id))
                .map(ReadRelief.Window::where)
                .findFirst()
                .orElse(null);
    }
}
