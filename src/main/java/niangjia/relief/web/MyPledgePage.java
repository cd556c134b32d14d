package niangjia.relief.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import niangjia.messages.Messages;
import niangjia.relief.queries.ReadPledge;
import niangjia.relief.queries.ReadRelief;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A pledge of hers.
 *
 * @param link the private link, whole
 * @param pool the link by which neighbours join; none where they cannot
 * @param others how many more this phone knows
 */
public record MyPledgePage(
        ReadPledge.View pledge,
        ReadRelief.View campaign,
        String link,
        @Nullable String pool,
        List<Messages.Line> news,
        int others,
        int at,
        Map<String, String> typed,
        @Nullable Refused mistake,
        Instant now)
        implements PageModel {

    @Override
    public String template() {
        return "relief/mine";
    }

    public boolean wrong(String field) {
        return mistake != null && mistake.field().equals(field);
    }

    public String typed(String field, String otherwise) {
        return typed.getOrDefault(field, otherwise);
    }

    public ReadRelief.@Nullable Window window() {
        return campaign.windows().stream()
                .filter(one -> one.id().equals(pledge.pickUp()))
                .findFirst()
                .orElse(null);
    }

    public List<ReadRelief.Window> windows() {
        return campaign.windowsAfter(now);
    }

    /** It is at work, so that something can be fetched. */
    public boolean handing() {
        return campaign.stage().atWork() && pledge.taken();
    }
}
