package niangjia.contact.web;

import niangjia.contact.queries.HerPeople;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Somebody would like to be her contact: hers to agree to or not. */
public record ProposalPage(
        HerPeople.Proposal proposal, int at, int others, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/proposal";
    }
}
