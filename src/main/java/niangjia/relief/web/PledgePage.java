package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import niangjia.relief.model.Buyer;
import niangjia.relief.queries.ReadRelief;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * How much, where and when, how to reach.
 *
 * @param pool the token of the pool that she joins; empty: none
 */
public record PledgePage(
        ReadRelief.View view,
        String pool,
        Map<String, String> typed,
        @Nullable Refused mistake,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/pledge";
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public List<ReadRelief.Window> windows() {
        return view.windowsAfter(now);
    }

    public Buyer buyer() {
        return Buyer.of(typed("buyer")).orElse(Buyer.PERSON);
    }
}
