package niangjia.cases.web;

import niangjia.cases.queries.CaseFile;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** What is offered to her, before she takes it or says no. */
public record OutlinePage(CaseFile.Outline outline, String typed, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "cases/outline";
    }
}
